/** The data folder: what a lab keeps between two runs, its lock, its secrets and the addresses that it remembers. */
package dev.trustline.allinone.data;
