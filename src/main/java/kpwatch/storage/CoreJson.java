package kpwatch.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.CollectionType;
import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * How the values that core records are made of are written: each as the text that people write for
 * it. Addresses are read as literals, so no name server is asked.
 */
final class CoreJson extends SimpleModule {
  private static final long serialVersionUID = 1L;

  CoreJson() {
    super("kpwatch-core");
    text(Instant.class, Instant::toString, Instant::parse);
    text(Duration.class, Duration::toString, Duration::parse);
    text(LocalTime.class, LocalTime::toString, LocalTime::parse);
    text(ZoneId.class, ZoneId::getId, ZoneId::of);
    text(InetAddress.class, InetAddress::getHostAddress, Address::parse);
    text(Asn.class, Asn::toString, Asn::parse);
    text(Prefix.class, Prefix::toString, Prefix::parse);
    text(Subject.class, Subject::toString, Subject::parse);
    text(PeerId.class, p -> p.collector() + " " + p.address(), CoreJson::peer);
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addSerializers(new Containers());
    context.addDeserializers(new Optionals());
  }

  private static PeerId peer(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("not a peer: " + text);
    }
    return new PeerId(text.substring(0, space), text.substring(space + 1));
  }

  private <T> void text(Class<T> type, Function<T, String> written, Function<String, T> parsed) {
    addSerializer(type, new TextWriter<>(written));
    addKeySerializer(type, new KeyWriter<>(written));
    addDeserializer(type, new TextReader<>(type, parsed));
    addKeyDeserializer(type, new KeyReader<>(type, parsed));
  }

  private static final class TextWriter<T> extends JsonSerializer<T> {
    private final Function<T, String> written;

    TextWriter(Function<T, String> written) {
      this.written = written;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(written.apply(value));
    }
  }

  private static final class KeyWriter<T> extends JsonSerializer<T> {
    private final Function<T, String> written;

    KeyWriter(Function<T, String> written) {
      this.written = written;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeFieldName(written.apply(value));
    }
  }

  private static final class TextReader<T> extends JsonDeserializer<T> {
    private final Class<T> type;
    private final Function<String, T> parsed;

    TextReader(Class<T> type, Function<String, T> parsed) {
      this.type = type;
      this.parsed = parsed;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString("");
      try {
        return parsed.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw context.weirdStringException(text, type, String.valueOf(e.getMessage()));
      }
    }
  }

  private static final class KeyReader<T> extends KeyDeserializer {
    private final Class<T> type;
    private final Function<String, T> parsed;

    KeyReader(Class<T> type, Function<String, T> parsed) {
      this.type = type;
      this.parsed = parsed;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      try {
        return parsed.apply(key);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw context.weirdKeyException(type, key, String.valueOf(e.getMessage()));
      }
    }
  }

  private static final class Containers extends Serializers.Base {
    @Override
    public @Nullable JsonSerializer<?> findSerializer(
        SerializationConfig config, JavaType type, BeanDescription description) {
      return type.hasRawClass(Optional.class) ? new OptionalJson.Writer() : null;
    }

    @Override
    public @Nullable JsonSerializer<?> findCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription description,
        @Nullable TypeSerializer elementTypes,
        @Nullable JsonSerializer<Object> elements) {
      return Set.class.isAssignableFrom(type.getRawClass()) ? new SortedSetWriter() : null;
    }
  }

  private static final class Optionals extends Deserializers.Base {
    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription description) {
      return type.hasRawClass(Optional.class)
          ? new OptionalJson.Reader(type.containedTypeOrUnknown(0), null)
          : null;
    }
  }
}
