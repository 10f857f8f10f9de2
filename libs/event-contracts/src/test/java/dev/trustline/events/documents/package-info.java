/** What the services' tests share: their tables of meters and settings are held against their code. */
package dev.trustline.events.documents;
