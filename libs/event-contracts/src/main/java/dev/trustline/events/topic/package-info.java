/** The topics: names, keys and settings from the one list in {@code deploy/topics}, their creation and their check at start. */
package dev.trustline.events.topic;
