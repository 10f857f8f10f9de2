/** What is kept on disk: the vault of pair records, encrypted, and the pool of identities made beforehand. */
package dev.trustline.pairing.pairrecord;
