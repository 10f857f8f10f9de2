package dev.trustline.virtualdevice.usb;

import dev.trustline.virtualdevice.usbmux.DeviceService;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/**
 * The phone's side of the multiplexer on its two bulk endpoints: version, setup, and the connections of the pseudo TCP
 * (protocol.md §2.3 to 2.5). Thread-safe; its monitor guards all its connections.
 */
final class MuxLink {
    private static final Logger LOG = Logger.getLogger(MuxLink.class);
    private static final int NEWEST = 2;
    private static final int VERSION_BODY = 12;
    private static final int NOTHING_SEEN = 0xFFFF;
    private static final int COUNTER = 0xFFFF;

    private final IntFunction<Optional<DeviceService>> ports;
    private final Consumer<byte[]> toHost;
    private final Opened opened;
    private final Map<Integer, MuxStream> streams = new HashMap<>();
    private ByteBuffer partial = ByteBuffer.allocate(0);
    private int version;
    private int txSeq;
    private int rxSeq = NOTHING_SEEN;

    /** What runs a connection that the host has opened. */
    @FunctionalInterface
    interface Opened {
        void serve(MuxStream stream, DeviceService service);
    }

    /**
     * A link that nothing was sent on.
     *
     * @param ports  what listens on a port of the phone
     * @param toHost takes one frame for the bulk IN endpoint; never blocks
     * @param opened begins to serve a connection; never blocks
     */
    MuxLink(IntFunction<Optional<DeviceService>> ports, Consumer<byte[]> toHost, Opened opened) {
        this.ports = ports;
        this.toHost = toHost;
        this.opened = opened;
    }

    /**
     * Bytes of the bulk OUT endpoint, cut anywhere; none for a packet of length zero.
     *
     * @throws BrokenMuxFrame if they are no frames; then the link is of no more use
     */
    synchronized void received(byte[] bytes) throws BrokenMuxFrame {
        ByteBuffer all = ByteBuffer.allocate(partial.remaining() + bytes.length).put(partial).put(bytes).flip();
        while (all.remaining() >= MuxFrame.PREFIX && all.remaining() >= MuxFrame.length(all)) {
            byte[] frame = new byte[MuxFrame.length(all)];
            all.get(frame);
            handle(MuxFrame.read(frame, version));
        }
        partial = all.slice();
    }

    private void handle(MuxFrame frame) throws BrokenMuxFrame {
        rxSeq = frame.txSeq();
        switch (frame.protocol()) {
            case MuxFrame.VERSION -> agree(frame.body());
            case MuxFrame.SETUP -> {
                txSeq = 0;
                rxSeq = NOTHING_SEEN;
            }
            case MuxFrame.TCP -> segment(MuxSegment.read(frame.body()));
            default -> LOG.debugf("a mux frame of protocol %d is ignored", frame.protocol());
        }
    }

    private void agree(byte[] body) throws BrokenMuxFrame {
        if (body.length < Integer.BYTES || ByteBuffer.wrap(body).getInt() < 1) {
            throw new BrokenMuxFrame("a VERSION frame without a version");
        }
        reset();
        version = Math.min(ByteBuffer.wrap(body).getInt(), NEWEST);
        send(MuxFrame.VERSION, ByteBuffer.allocate(VERSION_BODY).putInt(version).array());
    }

    private void segment(MuxSegment segment) {
        MuxStream stream = streams.get(segment.from());
        if (stream != null) {
            stream.arrived(segment);
        } else if (segment.flags() == MuxSegment.SYN) {
            connect(segment);
        } else if (segment.flags() != MuxSegment.RST) {
            refuse(segment);
        }
    }

    private void connect(MuxSegment syn) {
        Optional<DeviceService> service = ports.apply(syn.to());
        if (service.isEmpty()) {
            refuse(syn);
            return;
        }
        MuxStream stream = new MuxStream(this, syn);
        streams.put(syn.from(), stream);
        stream.accept();
        opened.serve(stream, service.get());
    }

    private void refuse(MuxSegment segment) {
        send(new MuxSegment(segment.to(), segment.from(), 0, segment.seq() + 1, MuxSegment.RST, 0, new byte[0]));
    }

    synchronized void send(MuxSegment segment) {
        send(MuxFrame.TCP, segment.toBytes());
    }

    private void send(int protocol, byte[] body) {
        toHost.accept(new MuxFrame(protocol, txSeq, rxSeq, body).toBytes(version));
        txSeq = protocol == MuxFrame.VERSION ? 0 : txSeq + 1 & COUNTER;
    }

    synchronized void forget(MuxStream stream) {
        streams.remove(stream.hostPort(), stream);
    }

    /** The host begins anew, or is gone: every connection is cut. */
    synchronized void reset() {
        List.copyOf(streams.values()).forEach(MuxStream::cut);
        streams.clear();
        version = 0;
        txSeq = 0;
        rxSeq = NOTHING_SEEN;
    }
}
