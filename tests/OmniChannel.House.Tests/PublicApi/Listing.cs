using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace OmniChannel.Tests.PublicApi;

/// <summary>The public surface of an assembly as text: one line a member, sorted, the same on every machine.</summary>
internal static class Listing
{
    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var space in types.GroupBy(type => type.Namespace ?? "").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(type => TypeNames.Of(type), StringComparer.Ordinal))
            {
                text.Append('\n').Append(Head(type)).Append('\n');
                foreach (var member in Members(type))
                {
                    text.Append("  ").Append(member).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = Kind(type);
        if (kind == "delegate")
        {
            return $"delegate {MemberLines.Signature(type.GetMethod("Invoke")!, TypeNames.Of(type))}";
        }

        var bases = new[] { type.BaseType }
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            .Concat(OwnInterfaces(type, kind).OrderBy(one => one.Name, StringComparer.Ordinal))
            .Select(parent => TypeNames.Of(parent!))
            .ToList();
        return $"{Modifiers(type, kind)}{kind} {TypeNames.Of(type)}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private static IEnumerable<Type> OwnInterfaces(Type type, string kind)
    {
        var inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(one => one.GetInterfaces())).ToHashSet();
        return type.IsEnum
            ? []
            : type.GetInterfaces().Where(one => one.IsVisible && !inherited.Contains(one)
                && !(kind.Contains("record", StringComparison.Ordinal) && one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>)));
    }

    private static string Kind(Type type)
        => type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType ? (MemberLines.IsRecord(type) ? "record struct" : "struct")
            : MemberLines.IsRecord(type) ? "record" : "class";

    private static string Modifiers(Type type, string kind)
        => kind is "enum" or "interface" ? ""
            : type.IsValueType ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")
            : type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (field.Name, Value: Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)))
                .OrderBy(field => field.Value)
                .Select(field => $"{field.Name} = {field.Value}");
        }

        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return typeof(Delegate).IsAssignableFrom(type) ? [] : type.GetMembers(Declared).Select(MemberLines.Of).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }
}
