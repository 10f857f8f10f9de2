/** What {@code trustline test} prints at its end. */
package dev.trustline.allinone.report;
