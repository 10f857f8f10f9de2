/** What a producing process needs: its epoch, its numbering, and Kafka records made from events. */
package dev.trustline.events.producer;
