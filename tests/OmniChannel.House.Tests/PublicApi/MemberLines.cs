using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OmniChannel.Tests.PublicApi;

/// <summary>One line for a member that users of the package can see; null for one that they cannot, or that the compiler wrote.</summary>
internal static class MemberLines
{
    public static string? Of(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        FieldInfo field when IsVisible(field) => Field(field),
        PropertyInfo property when property.GetAccessors(true).Any(IsVisible) => Property(property),
        EventInfo raised when raised.AddMethod is { } add && IsVisible(add) => $"event {TypeNames.Of(raised.EventHandlerType!)} {raised.Name}",
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && IsOwn(method) => $"{Access(method)}{Shape(method)}{Signature(method, method.Name + Generics(method))}",
        _ => null,
    };

    public static string Signature(MethodInfo method, string name)
        => $"{TypeNames.Of(method.ReturnType, Nullability().Create(method.ReturnParameter))} {name}({Parameters(method)}){Constraints(method)}";

    public static bool IsRecord(Type type)
        => type.GetMethod("<Clone>$") is not null
            || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true);

    private static NullabilityInfoContext Nullability() => new();

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{kind}{TypeNames.Of(field.FieldType, Nullability().Create(field))} {field.Name}{(field.IsLiteral ? " = " + Value(field.GetRawConstantValue()) : "")}";
    }

    private static string Property(PropertyInfo property)
    {
        var any = property.GetAccessors(true).First(IsVisible);
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; "
            : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(any)}{Shape(any)}{required}{TypeNames.Of(property.PropertyType, Nullability().Create(property))} {index} {{ {get}{set}}}";
    }

    private static string Parameters(MethodBase method)
        => (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var by = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ") : "";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {(parameter.RawDefaultValue is null && parameter.ParameterType.IsValueType ? "default" : Value(parameter.RawDefaultValue))}" : "";
        return $"{many}{by}{TypeNames.Of(parameter.ParameterType, Nullability().Create(parameter))} {parameter.Name}{value}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Generics(MethodInfo method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Constraints(MethodInfo method)
        => string.Concat(method.GetGenericArguments()
            .Where(argument => method.IsGenericMethod && argument.GetGenericParameterConstraints().Length > 0)
            .Select(argument => $" where {argument.Name} : {string.Join(", ", argument.GetGenericParameterConstraints().Select(one => TypeNames.Of(one)))}"));

    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !IsSealedFamily(method);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && field.DeclaringType is { IsSealed: false });

    private static bool IsSealedFamily(MethodBase method) => !method.IsPublic && method.DeclaringType is { IsSealed: true };

    /// <summary>No accessor, and nothing that every record or object has.</summary>
    private static bool IsOwn(MethodInfo method)
        => (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && !(method.GetBaseDefinition().DeclaringType == typeof(object))
            && !(method.Name is "Equals" && IsRecord(method.DeclaringType!));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Shape(MethodBase method)
        => method.DeclaringType is { IsInterface: true } ? (method.IsStatic ? "static " : "")
            : method.IsStatic ? "static "
            : method is MethodInfo { IsVirtual: true, IsFinal: false } own && method.DeclaringType is { IsValueType: false }
                ? own.GetBaseDefinition() != own ? "override " : own.IsAbstract ? "abstract " : method.DeclaringType.IsSealed ? "" : "virtual "
                : "";
}
