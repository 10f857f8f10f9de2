package dev.trustline.lockdown.plist;

import dev.trustline.lockdown.error.MalformedPlist;
import java.nio.ByteBuffer;

/**
 * The form of a binary property list, checked before dd-plist sees it: where objects stand, and that each length is a
 * number. (dd-plist would print a line to the process's standard error and guess.) Layout as in CoreFoundation's
 * {@code CFBinaryPList.c}: objects, table of offsets, trailer of 32 bytes.
 */
final class BinaryForm {
    private static final int HEADER = 8;
    private static final int TRAILER = 32;
    private static final int INTEGER = 0x1;
    private static final int REAL = 0x2;
    private static final int FIRST_WITH_LENGTH = 0x4;
    private static final int UID = 0x8;
    private static final int LENGTH_FOLLOWS = 0xF;

    private final ByteBuffer document;
    private final int table;

    private BinaryForm(ByteBuffer document, int table) {
        this.document = document;
        this.table = table;
    }

    static void check(byte[] bytes) throws MalformedPlist {
        ByteBuffer document = ByteBuffer.wrap(bytes);
        int end = bytes.length - TRAILER;
        require(end > HEADER);
        int offsetSize = bytes[end + 6] & 0xFF;
        long count = document.getLong(end + 8);
        long table = document.getLong(end + 24);
        require(offsetSize >= 1 && offsetSize <= Long.BYTES && count >= 1 && count <= end && table > HEADER && table <= end);
        require(table + count * offsetSize <= end);
        BinaryForm form = new BinaryForm(document, (int) table);
        for (int i = 0; i < count; i++) {
            form.checkObject(form.offset((int) table + i * offsetSize, offsetSize));
        }
    }

    private int offset(int at, int size) throws MalformedPlist {
        long offset = 0;
        for (int i = 0; i < size; i++) {
            offset = offset << Byte.SIZE | document.get(at + i) & 0xFF;
        }
        require(offset >= HEADER && offset < table);
        return (int) offset;
    }

    private void checkObject(int offset) throws MalformedPlist {
        int type = document.get(offset) >> 4 & 0xF;
        int info = document.get(offset) & 0xF;
        if (type == INTEGER) {
            require(info <= 4);
        } else if (type == REAL) {
            require(info == 2 || info == 3);
        } else if (type >= FIRST_WITH_LENGTH && type != UID && info == LENGTH_FOLLOWS) {
            int length = document.get(offset + 1);
            require(length >> 4 == INTEGER && (length & 0xF) <= 2);
        }
    }

    private static void require(boolean holds) throws MalformedPlist {
        if (!holds) {
            throw new MalformedPlist("broken binary document");
        }
    }
}
