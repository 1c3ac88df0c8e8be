package kpwatch.testkit.telegram;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A file that the bot sent.
 *
 * @param name as the bot gave it; empty if it gave none
 * @param bytes the content; not copied
 */
public record Upload(String name, String contentType, byte[] bytes) {
  /** Width and height in pixels. */
  record Size(int width, int height) {}

  /** Empty where this is no picture that can be read. */
  Optional<Size> pictureSize() {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        return Optional.of(new Size(reader.getWidth(0), reader.getHeight(0)));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
