/**
 * What the three services say to each other: event data, the CloudEvents envelope around it, and the topics that carry it.
 * Data records live in one package per topic, because each topic's records form one sealed family. Everything here is
 * public API for other systems' consumers: inside {@code v1} only optional fields are ever added.
 */
package dev.trustline.events;
