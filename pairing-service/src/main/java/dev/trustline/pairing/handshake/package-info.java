/**
 * The pairing of one device with this host, as plain Java: what was answered, what that means here, what to wait for next.
 * It knows the events, the value types of lockdown-protocol, and its own ports; Kafka, sockets and files are adapters in the
 * packages beside it. Each device has one lane, and everything about that device happens on it in order.
 *
 * <pre>
 *              ┌──────── proven ────────────────────────────────▶ trusted
 *  attached ─▶ prove ── forgotten ─▶ revoked ─┐
 *              │ no record                    ▼
 *              └────────────────────────▶ consent ─▶ Pair ─┬─ pending ─▶ awaiting-trust ── tap ─▶ Pair ─▶ prove ─▶ trusted
 *                                                          ├─ locked  ─▶ awaiting-unlock ─▶ Pair
 *                                                          ├─ denied  ─▶ denied           (until the next attach)
 *                                                          └─ other   ─▶ prohibited, failed
 * </pre>
 */
package dev.trustline.pairing.handshake;
