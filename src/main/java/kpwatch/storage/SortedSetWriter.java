package kpwatch.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Set;

/**
 * A set in the natural order of its elements. The order of {@code Set.copyOf} differs from one run
 * to the next.
 */
final class SortedSetWriter extends JsonSerializer<Set<?>> {
  @Override
  public void serialize(Set<?> value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    out.writeStartArray(value, value.size());
    for (Object element : value.stream().sorted().toList()) {
      provider.defaultSerializeValue(element, out);
    }
    out.writeEndArray();
  }
}
