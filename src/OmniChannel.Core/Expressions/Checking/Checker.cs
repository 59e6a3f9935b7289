namespace OmniChannel.Expressions;

/// <summary>Finds the type of every part, and what does not fit. Goes on after a problem, with dyn for the part that has no type.</summary>
internal sealed partial class Checker
{
    private const int MostProblems = 20;

    private readonly CelEnvironment _environment;
    private readonly SourceLines _lines;
    private readonly NameResolver _names;
    private readonly Scope _scope = new();
    private readonly Substitution _types = new();
    private readonly List<CelProblem> _problems = [];

    private Checker(CelEnvironment environment, string text)
    {
        _environment = environment;
        _lines = new(text);
        _names = new(environment);
    }

    /// <summary>The type of the whole, with open types as dyn, and the problems.</summary>
    public static (CelType Type, IReadOnlyList<CelProblem> Problems) Check(CelEnvironment environment, string text, Expr expr)
    {
        var checker = new Checker(environment, text);
        var type = checker.TypeOf(expr);
        return (checker._types.Resolve(type, openIsDyn: true), checker._problems);
    }

    private CelType TypeOf(Expr expr) => expr switch
    {
        LiteralExpr literal => RuntimeType.Of(literal.Value),
        IdentExpr ident => Ident(ident),
        SelectExpr select => Select(select),
        IndexExpr index => Index(index),
        UnaryExpr unary => Apply(unary.Offset, unary.Operator == UnaryOperator.Not ? "!" : "-", OperatorSignatures.Of(unary.Operator), [TypeOf(unary.Operand)]),
        BinaryExpr binary => Apply(binary.Offset, OperatorSigns.Of(binary.Operator), OperatorSignatures.Of(binary.Operator), [TypeOf(binary.Left), TypeOf(binary.Right)]),
        LogicalExpr logical => Logical(logical),
        ConditionalExpr conditional => Apply(conditional.Offset, "? :", OperatorSignatures.Conditionals, [TypeOf(conditional.Condition), TypeOf(conditional.Then), TypeOf(conditional.Otherwise)]),
        ListExpr list => List(list),
        MapExpr map => Map(map),
        CallExpr call => Call(call),
        ComprehensionExpr macro => Comprehension(macro),
        BindExpr bind => Bind(bind),
        BlockExpr block => Block(block),
        OptionalMapExpr macro => OptionalMap(macro),
        _ => throw new System.Diagnostics.UnreachableException($"A {expr.GetType().Name} is not checked."),
    };

    private CelType Ident(IdentExpr ident)
    {
        if (!ident.Rooted && _scope.TryFind(ident.Name, out var local, out _))
        {
            return local;
        }

        var (variable, type) = _names.Find(new(ident.Name, ident.Name, ident.Rooted));
        return variable?.Type ?? (type is not null ? CelType.TypeOf(type) : Undeclared(ident));
    }

    private CelType Undeclared(IdentExpr ident)
    {
        var near = Near(ident.Name, _environment.VariablesByName.Keys);
        return Problem(ident.Offset, $"'{MacroNames.Written(ident.Name)}' is not declared{(near is null ? "" : $"; did you mean '{near}'?")}", ident.Name, near);
    }

    private CelType Select(SelectExpr select)
    {
        if (!select.Optional && NamePath.Of(select.Operand) is { } path && !_scope.Shadows(path))
        {
            var (variable, type) = _names.Find(path.With(select.Field));
            if (variable is not null)
            {
                return select.Test ? CelType.Bool : variable.Type;
            }

            if (type is not null && !select.Test)
            {
                return CelType.TypeOf(type);
            }
        }

        var operand = _types.Resolve(TypeOf(select.Operand));
        var isOptional = operand.IsOptional;
        if (Field(isOptional ? _types.Resolve(operand.Parameters[0]) : operand) is not { } field)
        {
            return Problem(select.Offset, $"'{select.Field}' is asked of {operand}, which has no fields; expected a map", operand.ToString(), "a map");
        }

        return select.Test ? CelType.Bool : isOptional || select.Optional ? CelType.Optional(field) : field;
    }

    private CelType? Field(CelType operand)
    {
        switch (operand.Kind)
        {
            case CelTypeKind.Map:
                return operand.Parameters[1];
            case CelTypeKind.Dyn:
                return CelType.Dyn;
            case CelTypeKind.Parameter:
                _types.IsAssignable(CelType.Dyn, operand);
                return CelType.Dyn;
            default:
                return null;
        }
    }

    private CelType Index(IndexExpr index)
    {
        var found = Apply(index.Offset, "[ ]", OperatorSignatures.Indexes, [TypeOf(index.Operand), TypeOf(index.Index)]);
        return index.Optional && !_types.Resolve(found).IsOptional ? CelType.Optional(found) : found;
    }

    private CelType Logical(LogicalExpr logical)
    {
        foreach (var operand in logical.Operands)
        {
            Expect(operand, CelType.Bool, $"an operand of {(logical.IsAnd ? "&&" : "||")}");
        }

        return CelType.Bool;
    }

    private void Expect(Expr expr, CelType expected, string role)
    {
        var type = TypeOf(expr);
        if (!_types.IsAssignable(type, expected))
        {
            var found = _types.Resolve(type, openIsDyn: true).ToString();
            Problem(expr.Offset, $"{role} is {found}; expected {expected}", found, expected.ToString());
        }
    }

    /// <summary>Looking for a name that is near takes time, so only a problem that is told gets one.</summary>
    private string? Near(string name, IEnumerable<string> declared) => IsFull ? null : NearName.Of(name, declared);

    private bool IsFull => _problems.Count >= MostProblems;

    private CelType Problem(int offset, string message, string? found = null, string? expected = null)
    {
        if (!IsFull)
        {
            _problems.Add(new(CelStage.Types, _lines.At(offset), message, found, expected));
        }

        return CelType.Dyn;
    }
}
