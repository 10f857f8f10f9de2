package dev.trustline.virtualdevice.phone;

/** What a phone needs of the world around it. Calls return at once; they come while the phone decides. */
public interface PhoneSurroundings {

    /** Relays a notification to whoever observes it on this phone. */
    void post(VirtualPhone phone, String notification);

    /** The phone resets its USB connection: off the bus and on again, with a new DeviceID. */
    void reEnumerate(VirtualPhone phone);

    /** The trusted records changed and are to be kept. */
    void recordsChanged(VirtualPhone phone);
}
