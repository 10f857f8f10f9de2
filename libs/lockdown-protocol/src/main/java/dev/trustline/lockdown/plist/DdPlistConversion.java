package dev.trustline.lockdown.plist;

import com.dd.plist.NSArray;
import com.dd.plist.NSData;
import com.dd.plist.NSDate;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import dev.trustline.lockdown.error.MalformedPlist;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what dd-plist parsed into our values, with a budget: in a binary property list many places may refer to one
 * object, so a small document can unfold into an endless one.
 */
final class DdPlistConversion {
    private final int budget;
    private long spent;

    DdPlistConversion(int budget) {
        this.budget = budget;
    }

    PlistDict dict(NSObject root) throws MalformedPlist {
        if (!(root instanceof NSDictionary dict)) {
            throw new MalformedPlist("its root is no dictionary");
        }
        return dict(dict, 1);
    }

    private PlistDict dict(NSDictionary dict, int depth) throws MalformedPlist {
        spend(0);
        Map<String, Object> converted = new LinkedHashMap<>();
        for (Map.Entry<String, NSObject> entry : dict.entrySet()) {
            spend(entry.getKey().length());
            converted.put(entry.getKey(), value(entry.getValue(), depth + 1));
        }
        return new PlistDict(converted);
    }

    private Object value(NSObject object, int depth) throws MalformedPlist {
        if (depth > PlistReader.MAX_DEPTH) {
            throw new MalformedPlist("nested deeper than " + PlistReader.MAX_DEPTH);
        }
        if (object instanceof NSDictionary dict) {
            return dict(dict, depth);
        }
        if (object instanceof NSArray array) {
            spend(0);
            List<Object> elements = new ArrayList<>();
            for (NSObject element : array.getArray()) {
                elements.add(value(element, depth + 1));
            }
            return List.copyOf(elements);
        }
        return scalar(object);
    }

    private Object scalar(NSObject object) throws MalformedPlist {
        if (object instanceof NSString string) {
            spend(string.getContent().length());
            return string.getContent();
        }
        if (object instanceof NSData data) {
            spend(data.length());
            return ByteBuffer.wrap(data.bytes().clone());
        }
        spend(0);
        if (object instanceof NSNumber number) {
            return number.isBoolean() ? (Object) number.boolValue()
                    : number.isInteger() ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        if (object instanceof NSDate date) {
            return date.getDate().toInstant();
        }
        throw new MalformedPlist("it holds a value of an unsupported type");
    }

    private void spend(long size) throws MalformedPlist {
        spent += size + PlistReader.WEIGHT;
        if (spent > budget) {
            throw new MalformedPlist("it unfolds to more than " + budget + " bytes");
        }
    }
}
