package kpwatch.incident;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was remembered before the clock went back: every time in it that lies ahead now counts as
 * now, whichever record it is in, so that nothing waits for a time that may not come and nothing
 * seems to begin after its end. Order is kept, except that what lay ahead falls together.
 */
public final class Rewound {
  private final Instant now;

  private Rewound(Instant now) {
    this.now = now;
  }

  /**
   * The value with no time after {@code now} in it: the same one if it has none.
   *
   * @param value a record, or an {@code Optional}, list, set or map of such, or a time; anything
   *     else is given back as it is
   */
  public static <T> T to(Instant now, T value) {
    @SuppressWarnings("unchecked")
    T rewound = (T) new Rewound(now).value(value);
    return rewound;
  }

  private Object value(Object value) {
    if (value instanceof Instant at) {
      return at.isAfter(now) ? now : at;
    }
    if (value instanceof Optional<?> some) {
      return some.isPresent() ? changed(some, Optional.of(value(some.get()))) : some;
    }
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(e -> all.add(value(e)));
      return changed(list, List.copyOf(all));
    }
    if (value instanceof Set<?> set) {
      Set<Object> all = new LinkedHashSet<>();
      set.forEach(e -> all.add(value(e)));
      return changed(set, Set.copyOf(all));
    }
    if (value instanceof SortedMap<?, ?> map) {
      return changed(map, sorted(map));
    }
    return value instanceof Record record ? record(record) : value;
  }

  private <K> SortedMap<K, Object> sorted(SortedMap<K, ?> map) {
    SortedMap<K, Object> all = new TreeMap<>(map.comparator());
    for (Map.Entry<K, ?> entry : map.entrySet()) {
      all.put(entry.getKey(), value(entry.getValue()));
    }
    return all;
  }

  private Record record(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        values[i] = value(components[i].getAccessor().invoke(record));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (Record) changed(record, constructor.newInstance(values));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("no times fit into " + record.getClass(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " cannot be made anew", e);
    }
  }

  private static Object changed(Object before, Object after) {
    return before.equals(after) ? before : after;
  }
}
