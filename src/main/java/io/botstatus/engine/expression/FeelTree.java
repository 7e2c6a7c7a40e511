package io.botstatus.engine.expression;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.Conjunction;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Disjunction;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.UnaryTestExpression;

/** Collects what the syntax tree of an expression in FEEL says. Used once. */
final class FeelTree {

    private final Predicate<String> exists;
    private final Set<String> functions = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> alone = new LinkedHashSet<>();
    private final Set<String> joined = new LinkedHashSet<>();
    /** Names that the expression itself gives: of loops, contexts and functions. */
    private final Set<String> given = new LinkedHashSet<>();

    private FeelTree(Predicate<String> exists) {
        this.exists = exists;
    }

    /** @param exists whether there is a function of this name */
    static ParsedExpression read(Exp expression, Predicate<String> exists) {
        FeelTree tree = new FeelTree(exists);
        tree.walk(expression);
        tree.alone(expression);
        tree.functions.removeAll(tree.given);
        tree.names.removeAll(tree.given);
        return new ParsedExpression(null, tree.functions, tree.names, tree.alone, tree.joined);
    }

    private void alone(Object node) {
        if (node instanceof UnaryTestExpression test) {
            alone(test.exp());
        } else if (node instanceof Not not) {
            alone(not.x());
        } else if (node instanceof AtLeastOne tests) {
            CollectionConverters.asJava(tests.xs()).forEach(this::alone);
        } else if (node instanceof Ref ref && ref.names().size() == 1) {
            alone.add(ref.names().head());
        }
    }

    private void walk(Object node) {
        if (node instanceof Ref ref) {
            names.add(ref.names().head());
        } else if (node instanceof Iterable<?> list) {
            CollectionConverters.asJava(list).forEach(this::walk);
        } else if (node instanceof Filter filter) {
            walk(filter.list()); // its condition reads the properties of the list's items
        } else if (node instanceof Product parts) {
            look(parts);
            CollectionConverters.asJava(parts.productIterator()).forEachRemaining(this::walk);
        }
    }

    private void look(Product node) {
        if (node instanceof FunctionInvocation call && !exists.test(call.function())) {
            functions.add(call.function());
        } else if (node instanceof FunctionDefinition function) {
            given.addAll(CollectionConverters.asJava(function.parameters()));
        } else if (node instanceof Tuple2<?, ?> entry && entry._1() instanceof String name) {
            given.add(name);
        } else if (node instanceof Disjunction or) {
            joins(or.x());
            joins(or.y());
        } else if (node instanceof Conjunction and) {
            joins(and.x());
            joins(and.y());
        }
    }

    private void joins(Exp operand) {
        if (operand instanceof ConstString text) {
            joined.add('"' + text.value() + '"');
        } else if (operand instanceof ConstNumber number) {
            joined.add(number.value().toString());
        }
    }
}
