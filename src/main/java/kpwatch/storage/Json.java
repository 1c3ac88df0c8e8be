package kpwatch.storage;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Core records of one type as JSON text and back. The same value always gives the same text: maps
 * and sets are written in order. Text of another version can be read: a component it lacks becomes
 * empty if it is an {@code Optional} or a collection and zero if it is a primitive, one it has too
 * many is passed over.
 *
 * <p>Thread-safe.
 */
final class Json<T> {
  private static final JsonMapper MAPPER = mapper();

  private final Class<T> type;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  private Json(Class<T> type) {
    this.type = type;
    this.writer = MAPPER.writerFor(type);
    this.reader = MAPPER.readerFor(type);
  }

  static <T> Json<T> of(Class<T> type) {
    return new Json<>(type);
  }

  String write(T value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + type.getSimpleName() + " has no JSON", e);
    }
  }

  /** Throws {@link StorageFailed} for text that is not a {@code T}. */
  T read(String text) {
    try {
      return reader.readValue(text);
    } catch (JsonProcessingException e) {
      throw new StorageFailed(
          "the stored JSON is no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new CoreJson())
            // Components only: accessors such as isAddress() and closed() are derived.
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    for (Class<?> collection : List.of(List.class, Set.class, Map.class, SortedMap.class)) {
      builder.withConfigOverride(
          collection, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
    }
    return builder.build();
  }
}
