/** What the terminal shows while a lab runs: how each phone moves from attached to trusted, and what a person can do. */
package dev.trustline.allinone.follow;
