package dev.trustline.lockdown.plist;

import com.dd.plist.NSArray;
import com.dd.plist.NSData;
import com.dd.plist.NSDate;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** The types of values in their three shapes: as callers give and get them, as {@link PlistDict} keeps them, as dd-plist has them. */
final class PlistValues {
    private PlistValues() { }

    /** Bytes are kept as a buffer of a private copy: it compares by content, and nobody else can write to it. */
    static Object stored(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double
                || value instanceof PlistDict || value instanceof Instant) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes.clone());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PlistValues::stored).toList();
        }
        throw new IllegalArgumentException("no property list value: " + (value == null ? "null" : value.getClass()));
    }

    static Object shown(Object stored) {
        if (stored instanceof ByteBuffer bytes) {
            return bytes.array().clone();
        }
        if (stored instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(shown(element)));
            return Collections.unmodifiableList(elements);
        }
        return stored;
    }

    static NSObject toDdPlist(Object stored) {
        if (stored instanceof PlistDict dict) {
            NSDictionary out = new NSDictionary();
            dict.stored().forEach((key, value) -> out.put(key, toDdPlist(value)));
            return out;
        }
        if (stored instanceof List<?> list) {
            return new NSArray(list.stream().map(PlistValues::toDdPlist).toArray(NSObject[]::new));
        }
        if (stored instanceof ByteBuffer bytes) {
            return new NSData(bytes.array());
        }
        if (stored instanceof Instant instant) {
            return new NSDate(Date.from(instant));
        }
        return stored instanceof String text ? new NSString(text) : number(stored);
    }

    private static NSNumber number(Object stored) {
        if (stored instanceof Boolean bool) {
            return new NSNumber(bool);
        }
        return stored instanceof Long integer ? new NSNumber(integer) : new NSNumber((Double) stored);
    }

    static String describe(Object stored) {
        if (stored instanceof PlistDict dict) {
            return dict.stored().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + describe(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (stored instanceof List<?> list) {
            return "array of " + list.size();
        }
        if (stored instanceof ByteBuffer bytes) {
            return "data of " + bytes.capacity();
        }
        return stored.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
