package dev.trustline.lockdown.plist;

import dev.trustline.lockdown.error.MalformedPlist;
import java.nio.ByteBuffer;

/**
 * The form of a binary property list, checked before dd-plist sees it: where objects stand, that each length is a number, and
 * that no two objects share bytes. (dd-plist would print a line to the process's standard error and guess; and of a thousand
 * objects at one place it would make a thousand copies.) Layout as in CoreFoundation's {@code CFBinaryPList.c}: objects, table
 * of offsets, trailer of 32 bytes.
 */
final class BinaryForm {
    private static final int HEADER = 8;
    private static final int TRAILER = 32;
    private static final int LENGTH_FOLLOWS = 0xF;
    private static final int LONGEST_LENGTH = 2;

    private final ByteBuffer document;
    private final int table;
    private final int referenceSize;
    private long taken;

    private BinaryForm(ByteBuffer document, int table, int referenceSize) {
        this.document = document;
        this.table = table;
        this.referenceSize = referenceSize;
    }

    static void check(byte[] bytes) throws MalformedPlist {
        ByteBuffer document = ByteBuffer.wrap(bytes);
        int end = bytes.length - TRAILER;
        require(end > HEADER);
        int offsetSize = bytes[end + 6] & 0xFF;
        int referenceSize = bytes[end + 7] & 0xFF;
        long count = document.getLong(end + 8);
        long table = document.getLong(end + 24);
        require(isSize(offsetSize) && isSize(referenceSize) && count >= 1 && count <= end && table > HEADER && table <= end);
        require(table + count * offsetSize <= end);
        BinaryForm form = new BinaryForm(document, (int) table, referenceSize);
        for (int i = 0; i < count; i++) {
            form.take(form.offset((int) table + i * offsetSize, offsetSize));
        }
    }

    private static boolean isSize(int bytes) {
        return bytes >= 1 && bytes <= Long.BYTES;
    }

    private int offset(int at, int size) throws MalformedPlist {
        long offset = number(at, size);
        require(offset >= HEADER && offset < table);
        return (int) offset;
    }

    private long number(int at, int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << Byte.SIZE | document.get(at + i) & 0xFF;
        }
        return number;
    }

    private void take(int offset) throws MalformedPlist {
        long size = size(offset);
        taken += size;
        require(offset + size <= table && taken <= table - HEADER);
    }

    /** The bytes of an object, its marker included. */
    private long size(int offset) throws MalformedPlist {
        int type = document.get(offset) >> 4 & 0xF;
        int info = document.get(offset) & 0xF;
        return switch (type) {
            case 0x0 -> 1;
            case 0x1 -> fixed(info, 0, 4);
            case 0x2 -> fixed(info, 2, 3);
            case 0x3 -> fixed(info, 3, 3);
            case 0x4, 0x5 -> counted(offset, info, 1);
            case 0x6 -> counted(offset, info, Character.BYTES);
            case 0x8 -> 2L + info;
            case 0xA, 0xB, 0xC -> counted(offset, info, referenceSize);
            case 0xD -> counted(offset, info, 2 * referenceSize);
            default -> throw broken();
        };
    }

    private static long fixed(int info, int least, int most) throws MalformedPlist {
        require(info >= least && info <= most);
        return 1 + (1L << info);
    }

    private long counted(int offset, int info, int unit) throws MalformedPlist {
        if (info != LENGTH_FOLLOWS) {
            return 1 + (long) info * unit;
        }
        int length = document.get(offset + 1);
        require(length >> 4 == 0x1 && (length & 0xF) <= LONGEST_LENGTH);
        int bytes = 1 << (length & 0xF);
        return 2 + bytes + number(offset + 2, bytes) * unit;
    }

    private static void require(boolean holds) throws MalformedPlist {
        if (!holds) {
            throw broken();
        }
    }

    private static MalformedPlist broken() {
        return new MalformedPlist("broken binary document");
    }
}
