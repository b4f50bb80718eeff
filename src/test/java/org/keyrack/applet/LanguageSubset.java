package org.keyrack.applet;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssertTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Finds what Java Card 3.0.4 classic has not (Virtual Machine Specification section 2.2), what a converter without int
 * refuses, allocation after install, and non-volatile writes outside the store.
 */
final class LanguageSubset extends TreePathScanner<Void, List<String>> {
    private static final Set<TypeKind> PRIMITIVES =
            Set.of(TypeKind.BOOLEAN, TypeKind.BYTE, TypeKind.SHORT, TypeKind.VOID);
    private static final Set<Tree.Kind> NEEDS_NARROW = Set.of(
            Tree.Kind.DIVIDE,
            Tree.Kind.REMAINDER,
            Tree.Kind.RIGHT_SHIFT,
            Tree.Kind.UNSIGNED_RIGHT_SHIFT,
            Tree.Kind.LESS_THAN,
            Tree.Kind.LESS_THAN_EQUAL,
            Tree.Kind.GREATER_THAN,
            Tree.Kind.GREATER_THAN_EQUAL,
            Tree.Kind.EQUAL_TO,
            Tree.Kind.NOT_EQUAL_TO);
    private static final Set<String> STORES = Set.of("Store", "CardStore");
    /** Arrays of references, written once for each object that is made. */
    private static final Set<String> MADE_ONCE = Set.of("commands", "ramKeys");
    /** Where memory may be allocated: at install, when the unit is selected for the first time, and when its memory is full. */
    private static final Set<String> ALLOCATORS = Set.of("install", "makeCommands", "makeAes", "newPage");

    private final Trees trees;

    LanguageSubset(Trees trees) {
        this.trees = trees;
    }

    private void found(String what, Tree where, List<String> findings) {
        var unit = getCurrentPath().getCompilationUnit();
        long line = unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, where));
        String file = unit.getSourceFile().getName();
        findings.add(file.substring(file.lastIndexOf('/') + 1) + ":" + line + " " + what + ": " + where);
    }

    private TypeMirror type(Tree tree) {
        return trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
    }

    private Element element(Tree tree) {
        return trees.getElement(new TreePath(getCurrentPath(), tree));
    }

    private static boolean isAllowed(TypeMirror type) {
        if (type.getKind() == TypeKind.ARRAY) {
            TypeMirror component = ((ArrayType) type).getComponentType();
            return component.getKind() != TypeKind.ARRAY && isAllowed(component);
        }
        if (type.getKind() == TypeKind.DECLARED) {
            String name = type.toString();
            return name.startsWith("org.keyrack.applet.") || name.startsWith("javacard");
        }
        return PRIMITIVES.contains(type.getKind());
    }

    /** A value whose upper bits count must be of type byte or short, or a constant. */
    private void requireNarrow(ExpressionTree expression, List<String> findings) {
        ExpressionTree inner = expression;
        while (inner instanceof ParenthesizedTree parenthesized) {
            inner = parenthesized.getExpression();
        }
        if (!(inner instanceof LiteralTree) && type(expression).getKind() == TypeKind.INT) {
            found("int value", expression, findings);
        }
    }

    @Override
    public Void visitAnnotation(AnnotationTree node, List<String> findings) {
        return null;
    }

    @Override
    public Void visitClass(ClassTree node, List<String> findings) {
        if (node.getKind() != Tree.Kind.CLASS && node.getKind() != Tree.Kind.INTERFACE) {
            found("kind of class", node, findings);
        }
        if (!(getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree)) {
            found("class within a class", node, findings);
        }
        return super.visitClass(node, findings);
    }

    @Override
    public Void visitVariable(VariableTree node, List<String> findings) {
        Element element = trees.getElement(getCurrentPath());
        if (!isAllowed(element.asType())) {
            found("type", node, findings);
        }
        if (element.getKind() == ElementKind.FIELD && !element.getModifiers().contains(Modifier.FINAL)) {
            found("field that can change", node, findings);
        }
        return super.visitVariable(node, findings);
    }

    @Override
    public Void visitMethod(MethodTree node, List<String> findings) {
        if (node.getReturnType() != null && !isAllowed(type(node.getReturnType()))) {
            found("answer", node, findings);
        }
        return super.visitMethod(node, findings);
    }

    @Override
    public Void visitLiteral(LiteralTree node, List<String> findings) {
        if (!Set.of(Tree.Kind.INT_LITERAL, Tree.Kind.BOOLEAN_LITERAL, Tree.Kind.NULL_LITERAL)
                .contains(node.getKind())) {
            found("literal", node, findings);
        }
        return super.visitLiteral(node, findings);
    }

    @Override
    public Void visitBinary(BinaryTree node, List<String> findings) {
        if (NEEDS_NARROW.contains(node.getKind())) {
            requireNarrow(node.getLeftOperand(), findings);
            requireNarrow(node.getRightOperand(), findings);
        }
        return super.visitBinary(node, findings);
    }

    @Override
    public Void visitArrayAccess(ArrayAccessTree node, List<String> findings) {
        requireNarrow(node.getIndex(), findings);
        return super.visitArrayAccess(node, findings);
    }

    @Override
    public Void visitAssignment(AssignmentTree node, List<String> findings) {
        requireVolatile(node.getVariable(), findings);
        return super.visitAssignment(node, findings);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree node, List<String> findings) {
        found("compound assignment, which hides an int", node, findings);
        return super.visitCompoundAssignment(node, findings);
    }

    @Override
    public Void visitUnary(UnaryTree node, List<String> findings) {
        if (node.getKind().name().contains("CREMENT")) {
            requireVolatile(node.getExpression(), findings);
        }
        return super.visitUnary(node, findings);
    }

    /** Outside constructors and the store nothing is written but variables and arrays in volatile memory. */
    private void requireVolatile(ExpressionTree target, List<String> findings) {
        ExpressionTree array = target instanceof ArrayAccessTree access ? access.getExpression() : target;
        Element element = element(array);
        boolean field = element != null && element.getKind() == ElementKind.FIELD;
        if (field
                && !isInConstructor()
                && !STORES.contains(className())
                && !element.getSimpleName().contentEquals("ram")
                && !MADE_ONCE.contains(element.getSimpleName().toString())) {
            found("non-volatile write outside the store", target, findings);
        }
    }

    private MethodTree method() {
        for (TreePath path = getCurrentPath(); path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof MethodTree method) {
                return method;
            }
        }
        return null;
    }

    private String className() {
        TreePath path = getCurrentPath();
        while (!(path.getLeaf() instanceof ClassTree)) {
            path = path.getParentPath();
        }
        return ((ClassTree) path.getLeaf()).getSimpleName().toString();
    }

    private boolean isInConstructor() {
        MethodTree method = method();
        return method != null && method.getReturnType() == null;
    }

    private void requireInstall(Tree node, List<String> findings) {
        MethodTree method = method();
        if (method != null
                && !isInConstructor()
                && !ALLOCATORS.contains(method.getName().toString())) {
            found("allocation after install and first selection", node, findings);
        }
    }

    @Override
    public Void visitNewClass(NewClassTree node, List<String> findings) {
        requireInstall(node, findings);
        return super.visitNewClass(node, findings);
    }

    @Override
    public Void visitNewArray(NewArrayTree node, List<String> findings) {
        requireInstall(node, findings);
        return super.visitNewArray(node, findings);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree node, List<String> findings) {
        found("lambda", node, findings);
        return super.visitLambdaExpression(node, findings);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree node, List<String> findings) {
        found("method reference", node, findings);
        return super.visitMemberReference(node, findings);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree node, List<String> findings) {
        found("for each", node, findings);
        return super.visitEnhancedForLoop(node, findings);
    }

    @Override
    public Void visitParameterizedType(ParameterizedTypeTree node, List<String> findings) {
        found("generics", node, findings);
        return super.visitParameterizedType(node, findings);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree node, List<String> findings) {
        found("synchronized", node, findings);
        return super.visitSynchronized(node, findings);
    }

    @Override
    public Void visitAssert(AssertTree node, List<String> findings) {
        found("assert", node, findings);
        return super.visitAssert(node, findings);
    }
}
