package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javacard.framework.Applet;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The Java stack that a call of the applets needs at the deepest, from their class files: of each frame its locals and its
 * operands in cells of two bytes, as a converter without int lays them out, and what the card's machine keeps of a frame.
 * A virtual call may go to every class that has the method.
 */
final class CallDepth {
    /** Bytes of a cell. */
    private static final int CELL = 2;

    private final int frame;
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Calls> known = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Compiles sources as for a card and reads the classes.
     *
     * @param classes a folder for them
     * @param frame bytes that the machine keeps of a frame besides locals and operands
     */
    CallDepth(Path sources, Path classes, int frame) throws IOException {
        this.frame = frame;
        String api = Path.of(Applet.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        List<String> arguments = new ArrayList<>(List.of(
                "--release", "8", "-Xlint:-options", "-proc:none", "-d", classes.toString(), "-classpath", api));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(new Reading(), ClassReader.SKIP_DEBUG);
            }
        }
    }

    /** Bytes, and the methods that lie on the stack then, the first called first. */
    record Calls(int bytes, List<String> methods) {}

    private static final class Method {
        private int bytes;
        private final List<String> calls = new ArrayList<>();
    }

    private final class Reading extends ClassVisitor {
        private String name = "";

        Reading() {
            super(Opcodes.ASM7);
        }

        @Override
        public void visit(int version, int access, String type, String generic, String parent, String[] interfaces) {
            name = type;
            parents.put(type, parent);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String shape, String generic, String[] thrown) {
            Method read = new Method();
            if ((access & Opcodes.ACC_ABSTRACT) == 0) {
                methods.put(name + "." + method + shape, read);
            }
            return new MethodVisitor(Opcodes.ASM7) {
                @Override
                public void visitMethodInsn(
                        int code, String owner, String called, String ofShape, boolean isInterface) {
                    read.calls.add((code == Opcodes.INVOKEVIRTUAL ? "*" : "") + owner + "." + called + ofShape);
                }

                @Override
                public void visitMaxs(int operands, int locals) {
                    read.bytes = CELL * (operands + locals);
                }
            };
        }
    }

    /** What a method needs with everything that it calls. */
    Calls of(String method) {
        Calls before = known.get(method);
        if (before != null) {
            return before;
        }
        if (open.contains(method)) {
            throw new AssertionError("A card has no room for what calls itself: " + open);
        }
        Method own = methods.get(method);
        if (own == null) {
            return new Calls(0, List.of());
        }
        open.push(method);
        Calls deepest = new Calls(0, List.of());
        for (String call : own.calls) {
            for (String target : targets(call)) {
                Calls below = of(target);
                deepest = below.bytes() > deepest.bytes() ? below : deepest;
            }
        }
        open.pop();
        List<String> names = new ArrayList<>(List.of(method));
        names.addAll(deepest.methods());
        Calls whole = new Calls(own.bytes + frame + deepest.bytes(), names);
        known.put(method, whole);
        return whole;
    }

    private List<String> targets(String call) {
        String name = call.startsWith("*") ? call.substring(1) : call;
        int dot = name.indexOf('.');
        String owner = name.substring(0, dot);
        String rest = name.substring(dot);
        List<String> targets = new ArrayList<>();
        inherited(owner, rest).ifPresent(targets::add);
        if (call.startsWith("*")) {
            parents.keySet().stream()
                    .filter(type -> !type.equals(owner) && below(type, owner) && methods.containsKey(type + rest))
                    .map(type -> type + rest)
                    .forEach(targets::add);
        }
        return targets;
    }

    private Optional<String> inherited(String owner, String rest) {
        for (String type = owner; type != null; type = parents.get(type)) {
            if (methods.containsKey(type + rest)) {
                return Optional.of(type + rest);
            }
        }
        return Optional.empty();
    }

    private boolean below(String type, String owner) {
        for (String each = type; each != null; each = parents.get(each)) {
            if (each.equals(owner)) {
                return true;
            }
        }
        return false;
    }
}
