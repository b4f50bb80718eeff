package org.keyrack.applet;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javacard.framework.Applet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The applets' sources, compiled as for a card: Java 8 against the Java Card API alone. */
record AppletSources(List<CompilationUnitTree> units, Trees trees, List<String> errors) {
    private static final Path SOURCES = Path.of("src/main/java/org/keyrack/applet");

    static AppletSources compileAll(Path api) {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            return compile(
                    api,
                    sources.filter(path -> path.toString().endsWith(".java")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param api an empty directory for the classes of the API */
    static AppletSources compile(Path api, List<Path> paths) {
        extractApi(api);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<String> options = List.of("--release", "8", "-proc:none", "-classpath", api.toString());
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(paths));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            List<String> errors = diagnostics.getDiagnostics().stream()
                    .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                    .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                    .toList();
            return new AppletSources(units, Trees.instance(task), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the packages javacard and javacardx out of the simulator's jar, so that nothing else is found. */
    private static void extractApi(Path api) {
        String jar =
                Applet.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile file = new JarFile(jar)) {
            for (var entries = file.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (entry.getName().startsWith("javacard") && entry.getName().endsWith(".class")) {
                    Path target = api.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
