package kpwatch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Every regular expression that compiled classes hold: the literals before each call that takes
 * one. A call that takes more than one text gives more than one candidate.
 */
final class WrittenPatterns {
  private static final Set<String> OF_STRING =
      Set.of("matches", "split", "replaceAll", "replaceFirst");
  private static final Set<String> OF_PATTERN = Set.of("compile", "matches");

  private final List<Written> all = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /** One, with the class and method that holds it. */
  record Written(String where, Pattern pattern) {
    @Override
    public String toString() {
      return where + ": " + pattern;
    }
  }

  WrittenPatterns(JavaClasses classes) {
    for (JavaClass type : classes) {
      type.getSource().ifPresent(source -> read(type.getName(), source.getUri()));
    }
  }

  List<Written> all() {
    return all;
  }

  /** Calls that no literal stands before. */
  List<String> unknown() {
    return unknown;
  }

  private void read(String name, URI file) {
    try (InputStream in = file.toURL().openStream()) {
      new ClassReader(in)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String method, String type, String signature, String[] thrown) {
                  return new Calls(name + "." + method);
                }
              },
              ClassReader.SKIP_DEBUG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Calls extends MethodVisitor {
    private final String where;
    private final List<String> texts = new ArrayList<>();
    private int number;

    Calls(String where) {
      super(Opcodes.ASM9);
      this.where = where;
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String text) {
        texts.add(text);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
        number = opcode - Opcodes.ICONST_0;
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      number = operand;
    }

    @Override
    public void visitMethodInsn(int op, String owner, String method, String type, boolean face) {
      boolean compiles = owner.equals("java/util/regex/Pattern") && OF_PATTERN.contains(method);
      if (compiles || (owner.equals("java/lang/String") && OF_STRING.contains(method))) {
        int flags = method.equals("compile") && type.contains("I)") ? number : 0;
        taken(method.startsWith("replace") ? 2 : 1, flags);
        texts.clear();
      }
    }

    private void taken(int candidates, int flags) {
      Set<String> last =
          new HashSet<>(texts.subList(Math.max(0, texts.size() - candidates), texts.size()));
      if (last.isEmpty()) {
        unknown.add(where);
      }
      for (String text : last) {
        try {
          all.add(new Written(where, Pattern.compile(text, flags)));
        } catch (PatternSyntaxException e) {
          if (candidates == 1) {
            throw e;
          }
        }
      }
    }
  }
}
