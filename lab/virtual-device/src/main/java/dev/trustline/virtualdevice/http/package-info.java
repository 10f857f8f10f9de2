/**
 * Control API and page of the lab. A web page of anybody else can neither tap Trust nor read the lab: Host and Origin
 * must be the lab's own, and every change carries a token.
 */
package dev.trustline.virtualdevice.http;
