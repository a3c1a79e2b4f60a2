import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// Packs our classes and those of the runtime dependencies into the one jar that `./lif` runs.
///
/// The JDK leaves a class with a version before Java 6 out of its AOT cache, because such a class
/// has no stack maps to verify it by. picocli is compiled for Java 5, and without the cache it is
/// most of the start-up time. So old classes get stack maps and the version of Java 8 here; their
/// code stays as it is. NOTICE says so.
///
/// Usage: `java Pack.java CLASS_PATH JAR VERSION FILE...`, where each FILE goes to META-INF.
final class Pack {

    private static final int FIRST_IN_THE_CACHE = ClassFile.JAVA_6_VERSION;
    private static final ClassFileVersion STAMP = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);

    /// A jar of the same classes is the same bytes, whenever and wherever it is made.
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final Map<String, byte[]> entries = new TreeMap<>();

    public static void main(String[] args) throws IOException {
        var pack = new Pack();
        for (String part : args[0].split(File.pathSeparator)) {
            pack.add(Path.of(part));
        }
        for (int i = 3; i < args.length; i++) {
            Path file = Path.of(args[i]);
            pack.entries.put("META-INF/" + file.getFileName(), Files.readAllBytes(file));
        }
        pack.stamp();
        pack.write(Path.of(args[1]), args[2]);
    }

    private void add(Path part) throws IOException {
        String library = part.getFileName().toString().replace(".jar", "");
        if (Files.isDirectory(part)) {
            addTree(part, library);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(part)) {
                addTree(jar.getPath("/"), library);
            }
        }
    }

    /// The licence and the notice of a library go to a folder of its own: all call them the same.
    private void addTree(Path root, String library) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(file).toString().replace('\\', '/');
                boolean legal =
                        name.startsWith("META-INF/LICENSE") || name.startsWith("META-INF/NOTICE");
                addFile(
                        legal ? name.replace("META-INF/", "META-INF/" + library + "/") : name,
                        Files.readAllBytes(file));
            }
        }
    }

    private void addFile(String name, byte[] bytes) {
        boolean ofTheJarItself =
                name.startsWith("META-INF/versions/")
                        || name.startsWith("META-INF/maven/")
                        || name.equals("META-INF/MANIFEST.MF")
                        || name.endsWith("module-info.class");
        if (!ofTheJarItself && entries.put(name, bytes) != null) {
            throw new IllegalStateException("two files of the class path are called " + name);
        }
    }

    private void stamp() {
        var types =
                ClassHierarchyResolver.ofResourceParsing(this::classFile)
                        .orElse(ClassHierarchyResolver.defaultResolver());
        var api =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(types),
                        ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        // Asks for every instruction, so that the code is written anew with stack maps and not
        // copied.
        ClassTransform rewrite =
                ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        ClassTransform stamp =
                (type, element) -> type.with(element instanceof ClassFileVersion ? STAMP : element);
        entries.replaceAll((name, bytes) ->
                isOld(name, bytes)
                        ? api.transformClass(api.parse(bytes), stamp.andThen(rewrite))
                        : isOurs(name) ? Switches.link(api, bytes) : bytes);
    }

    private InputStream classFile(ClassDesc type) {
        String descriptor = type.descriptorString();
        byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("io/lockspike/") && name.endsWith(".class");
    }

    private static boolean isOld(String name, byte[] bytes) {
        return name.endsWith(".class") && majorVersion(bytes) < FIRST_IN_THE_CACHE;
    }

    private static int majorVersion(byte[] bytes) {
        return (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    }

    private void write(Path jar, String version) throws IOException {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try (var out = new JarOutputStream(Files.newOutputStream(part))) {
            put(out, "META-INF/MANIFEST.MF", manifest(version));
            entries.forEach((name, bytes) -> put(out, name, bytes));
        }
        Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) {
        try {
            var entry = new ZipEntry(name);
            entry.setTimeLocal(ENTRY_TIME);
            out.putNextEntry(entry);
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] manifest(String version) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "io.lockspike.cli.Main");
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, "Lockspike");
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        main.putValue("Enable-Native-Access", "ALL-UNNAMED");
        var bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }
}
