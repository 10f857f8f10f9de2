package dev.trustline.allinone.lab;

/** Told what a start is doing, one short line each. */
@FunctionalInterface
public interface Progress {
    /** Something has begun or is done. */
    void say(String line);
}
