/** The command {@code vault} of this service's program: how the vault is, exchange of its key, acceptance of an older file. */
package dev.trustline.pairing.vaultcli;
