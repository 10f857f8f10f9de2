/** The command line: {@code trustline up}, {@code status}, {@code dlq}, {@code bench} and what they print. */
package dev.trustline.allinone.cli;
