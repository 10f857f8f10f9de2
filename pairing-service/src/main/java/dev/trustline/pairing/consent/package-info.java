/** The host side's consent as it is configured: the policies, and the allow-list with its file, which is reloaded when it changes. */
package dev.trustline.pairing.consent;
