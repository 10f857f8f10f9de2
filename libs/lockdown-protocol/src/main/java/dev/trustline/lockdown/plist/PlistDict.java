package dev.trustline.lockdown.plist;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One dictionary of a property list: immutable, safe to share between threads, and never printing its values, because a
 * pair record is one of these.
 *
 * <p>Values are {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@code byte[]} (copied in and out),
 * {@link Instant}, {@link PlistDict} and {@link List} of these. A value of another type than the one asked for reads as
 * absent. Integers of the full unsigned 64-bit range keep their bits: print those that are identifiers with
 * {@link Long#toUnsignedString(long)}.
 */
public final class PlistDict {
    private static final PlistDict EMPTY = new PlistDict(Map.of());

    private final Map<String, Object> values;

    /** Takes the map as it is: values must have passed {@link PlistValues#stored}. */
    PlistDict(Map<String, Object> storedValues) {
        this.values = Collections.unmodifiableMap(storedValues);
    }

    /** {@return the dictionary without keys} */
    public static PlistDict empty() {
        return EMPTY;
    }

    /**
     * {@return a dictionary of these keys and values, in this order}
     *
     * @param keysAndValues key, value, key, value …; narrower numbers are widened
     * @throws IllegalArgumentException for an odd count, a key that is no string, or a value of another type
     */
    public static PlistDict of(Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a key without a value");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (!(keysAndValues[i] instanceof String key)) {
                throw new IllegalArgumentException("key " + i / 2 + " is no string");
            }
            values.put(key, PlistValues.stored(keysAndValues[i + 1]));
        }
        return new PlistDict(values);
    }

    /** {@return the string under this key} */
    public Optional<String> string(String key) {
        return as(key, String.class);
    }

    /** {@return the boolean under this key; a number is not one} */
    public Optional<Boolean> bool(String key) {
        return as(key, Boolean.class);
    }

    /** {@return the integer under this key; above 2^63 - 1 as its 64 bits} */
    public OptionalLong integer(String key) {
        return values.get(key) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** {@return the number under this key, real or integer} */
    public OptionalDouble real(String key) {
        return values.get(key) instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    /** {@return a copy of the bytes under this key} */
    public Optional<byte[]> data(String key) {
        return value(key).filter(byte[].class::isInstance).map(byte[].class::cast);
    }

    /** {@return the date under this key} */
    public Optional<Instant> date(String key) {
        return as(key, Instant.class);
    }

    /** {@return the dictionary under this key} */
    public Optional<PlistDict> dict(String key) {
        return as(key, PlistDict.class);
    }

    /** {@return the elements under this key, of the types named at the class} */
    @SuppressWarnings("unchecked")
    public Optional<List<Object>> list(String key) {
        return value(key).filter(List.class::isInstance).map(list -> (List<Object>) list);
    }

    /** {@return whatever stands under this key, of one of the types named at the class} */
    public Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key)).map(PlistValues::shown);
    }

    /** {@return whether the key is there, with a value of any type} */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** {@return the keys in their order} */
    public Set<String> keys() {
        return values.keySet();
    }

    /**
     * {@return this dictionary with one more or another value}
     *
     * @param key where
     * @param value of one of the types named at the class
     */
    public PlistDict with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(key, PlistValues.stored(value));
        return new PlistDict(more);
    }

    /** {@return this dictionary without these keys; a key that is not there does not matter} */
    public PlistDict without(String... keys) {
        Map<String, Object> fewer = new LinkedHashMap<>(values);
        List.of(keys).forEach(fewer::remove);
        return new PlistDict(fewer);
    }

    Map<String, Object> stored() {
        return values;
    }

    private <T> Optional<T> as(String key, Class<T> type) {
        return Optional.ofNullable(values.get(key)).filter(type::isInstance).map(type::cast);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlistDict dict && values.equals(dict.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return keys and types, never values} */
    @Override
    public String toString() {
        return PlistValues.describe(this);
    }
}
