/** The embedded PostgreSQL of a data folder. */
package dev.trustline.allinone.database;
