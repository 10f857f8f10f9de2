/**
 * What trusted phones ask their owners, beside the trust state: the question about a backup (iOS 16 and later), or any other for
 * passcode or face. Plain Java; the phone is behind {@link dev.trustline.pairing.prompt.PromptSource}.
 */
package dev.trustline.pairing.prompt;
