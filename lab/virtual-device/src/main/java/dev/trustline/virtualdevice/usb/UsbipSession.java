package dev.trustline.virtualdevice.usb;

import dev.trustline.virtualdevice.io.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One device as long as a kernel has it imported: its requests, and what waits for data that a phone has not sent yet. Ends with
 * the connection. One thread reads; frames for the host may come from any.
 */
final class UsbipSession {
    private static final int STALL = -32;
    private static final int GIVEN_UP = -104;
    private static final int LARGEST_TRANSFER = 1 << 20;
    /** Far more than all windows together: a host that never reads is gone. */
    private static final int MOST_WAITING = 1024;
    private static final byte[] NOTHING = new byte[0];

    private final Wire wire;
    private final Deque<UsbipHeader> wanted = new ArrayDeque<>();
    private final Deque<byte[]> ready = new ArrayDeque<>();
    /** At the camera's endpoints, where nothing ever comes. */
    private final Deque<UsbipHeader> vain = new ArrayDeque<>();

    UsbipSession(Wire wire) {
        this.wire = wire;
    }

    /**
     * Serves until the host lets go or the connection is closed.
     *
     * @throws BrokenMuxFrame if the host is out of step
     */
    void serve(UsbPhone phone, MuxLink link) throws IOException {
        DataInputStream in = new DataInputStream(wire.in());
        for (;;) {
            UsbipHeader request = UsbipHeader.read(in);
            if (request.command() == UsbipHeader.UNLINK) {
                unlink(request);
            } else if (request.command() == UsbipHeader.SUBMIT) {
                submit(request, data(request, in), phone, link);
            } else {
                throw new BrokenMuxFrame("USB/IP has no request " + request.command());
            }
        }
    }

    private static byte[] data(UsbipHeader request, DataInputStream in) throws IOException {
        if (request.length() < 0 || request.length() > LARGEST_TRANSFER) {
            throw new BrokenMuxFrame("a transfer of " + Integer.toUnsignedLong(request.length()) + " bytes; at most " + LARGEST_TRANSFER + " are taken");
        }
        byte[] data = request.isIn() ? NOTHING : new byte[request.length()];
        in.readFully(data);
        return data;
    }

    private void submit(UsbipHeader request, byte[] data, UsbPhone phone, MuxLink link) throws IOException {
        if (request.endpoint() == 0) {
            Optional<byte[]> answer = phone.control(request.setup());
            byte[] bytes = request.isIn() ? answer.orElse(NOTHING) : NOTHING;
            send(request.reply(answer.isPresent() ? 0 : STALL, request.isIn() ? bytes.length : data.length, bytes));
        } else if (request.isIn() && request.endpoint() == PhoneDescriptors.IN) {
            await(request);
        } else if (!request.isIn() && request.endpoint() == PhoneDescriptors.OUT) {
            send(request.reply(0, data.length, NOTHING));
            link.received(data);
        } else if (request.isIn()) {
            waitInVain(request);
        } else {
            send(request.reply(STALL, 0, NOTHING));
        }
    }

    private synchronized void waitInVain(UsbipHeader request) {
        vain.add(request);
    }

    private synchronized void await(UsbipHeader request) throws IOException {
        wanted.add(request);
        deliver();
    }

    /** A frame for the host. Its transfer ends with it, as with a short packet. */
    synchronized void toHost(byte[] frame) {
        ready.add(frame);
        try {
            if (ready.size() > MOST_WAITING) {
                wire.close();
            }
            deliver();
        } catch (IOException e) {
            // the reader of this connection sees the same, and ends it
            ready.clear();
        }
    }

    private void deliver() throws IOException {
        while (!wanted.isEmpty() && !ready.isEmpty()) {
            UsbipHeader request = wanted.removeFirst();
            byte[] frame = ready.removeFirst();
            if (frame.length > request.length()) {
                ready.addFirst(java.util.Arrays.copyOfRange(frame, request.length(), frame.length));
                frame = java.util.Arrays.copyOf(frame, request.length());
            }
            wire.out().write(request.reply(0, frame.length, frame));
        }
    }

    private synchronized void unlink(UsbipHeader request) throws IOException {
        boolean found = wanted.removeIf(w -> w.number() == request.length()) || vain.removeIf(w -> w.number() == request.length());
        wire.out().write(request.reply(found ? GIVEN_UP : 0, 0, NOTHING));
    }

    private synchronized void send(byte[] reply) throws IOException {
        wire.out().write(reply);
    }
}
