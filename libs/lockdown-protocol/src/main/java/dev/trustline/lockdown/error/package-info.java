/**
 * Everything that can go wrong between a host and a phone, as one sealed family.
 *
 * <p>Four groups: the way to the phone ({@link dev.trustline.lockdown.error.TransportFailure}), bytes that nobody may
 * believe ({@link dev.trustline.lockdown.error.FormatFailure}), a session that was not proven
 * ({@link dev.trustline.lockdown.error.SessionFailure}) and the refusals that lockdownd itself words
 * ({@link dev.trustline.lockdown.error.DeviceError}). Each says what to do next; none ever carries a HostID, a
 * SystemBUID or key material.
 */
package dev.trustline.lockdown.error;
