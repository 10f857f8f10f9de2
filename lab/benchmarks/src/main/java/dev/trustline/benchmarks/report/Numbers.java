package dev.trustline.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers with no more digits than a measurement bears: three significant ones, integers in full. */
public final class Numbers {
    private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);
    private static final double ALL_DIGITS_FROM = 100;

    private Numbers() {
    }

    /** The rounded number. */
    public static double rounded(double value) {
        return Math.abs(value) >= ALL_DIGITS_FROM ? Math.rint(value) : new BigDecimal(value).round(THREE).doubleValue();
    }

    /** The rounded number as text, never with an exponent. */
    public static String text(double value) {
        return new BigDecimal(Double.toString(rounded(value))).stripTrailingZeros().toPlainString();
    }
}
