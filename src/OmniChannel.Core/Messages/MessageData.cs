using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OmniChannel;

/// <summary>Makes <see cref="Message.Data"/> of a record of the host's own, by the metadata that System.Text.Json's source generator writes at build: no reflection, so it survives trimming and native compilation.</summary>
/// <remarks>
/// A member becomes a path by its JSON name: <c>Cart.Total</c> is <c>cart.total</c> under camel case. Texts stand as they are; money, numbers and dates as the
/// culture writes them; true and false, enums and everything else as in JSON. What is null is absent. Lists have a number in the path, from 0
/// (<c>lines.0.name</c>); as what a template may ask they are <c>lines.*</c>. Ten levels deep; what is deeper is left out.
/// </remarks>
public static class MessageData
{
    private const int Deepest = 10;

    /// <summary>The paths that such records can have, for <see cref="Campaign.DataPaths"/>: what a template asks beyond them is found when the campaign is checked.</summary>
    /// <param name="model">The record's metadata, such as <c>ShopJson.Default.CartModel</c>.</param>
    /// <exception cref="ArgumentException">The metadata name no members: it is a list or a plain value, or was generated for serialization alone.</exception>
    public static IReadOnlyList<string> Paths(JsonTypeInfo model)
    {
        Require(model);
        var paths = new List<string>();
        AddPaths(paths, model, "", 1);
        return paths;
    }

    /// <summary>The data of one message.</summary>
    /// <param name="value">The record.</param>
    /// <param name="model">Its metadata, such as <c>ShopJson.Default.CartModel</c>.</param>
    /// <param name="culture">The reader's culture; <c>default</c> writes as ISO has it.</param>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <exception cref="ArgumentException">The metadata name no members.</exception>
    public static IReadOnlyDictionary<string, string> Of<T>(T value, JsonTypeInfo<T> model, Culture culture = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(value);
        Require(model);
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        AddMembers(data, model, value, "", culture, 1);
        return data;
    }

    private static void Require(JsonTypeInfo model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Kind != JsonTypeInfoKind.Object || model.Properties.Count == 0)
        {
            throw new ArgumentException($"{model.Type.Name} has no members here; pass the metadata of a record, from a JsonSerializerContext whose GenerationMode is not Serialization.", nameof(model));
        }
    }

    private static void AddPaths(List<string> paths, JsonTypeInfo model, string before, int depth)
    {
        foreach (var member in model.Properties.Where(member => member.Get is not null))
        {
            var path = before + member.Name;
            var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (IsWhole(type))
            {
                paths.Add(path);
                continue;
            }

            var info = model.Options.GetTypeInfo(type);
            switch (info.Kind)
            {
                case JsonTypeInfoKind.Object when depth < Deepest:
                    AddPaths(paths, info, path + ".", depth + 1);
                    break;
                case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary:
                    paths.Add(path + ".*");
                    break;
                case JsonTypeInfoKind.None:
                    paths.Add(path);
                    break;
            }
        }
    }

    private static void AddMembers(Dictionary<string, string> data, JsonTypeInfo model, object value, string before, Culture culture, int depth)
    {
        foreach (var member in model.Properties)
        {
            if (member.Get?.Invoke(value) is { } content)
            {
                Add(data, model.Options, member.PropertyType, content, before + member.Name, culture, depth);
            }
        }
    }

    /// <param name="data">What it is added to.</param>
    /// <param name="options">Where metadata are found.</param>
    /// <param name="declared">The type that the metadata know; that of the content may be one that the compiler made up for a list.</param>
    /// <param name="content">The content.</param>
    /// <param name="path">Its path.</param>
    /// <param name="culture">The reader's.</param>
    /// <param name="depth">How deep it is.</param>
    private static void Add(Dictionary<string, string> data, JsonSerializerOptions options, Type declared, object content, string path, Culture culture, int depth)
    {
        if (Written(content, culture) is { } written)
        {
            data[path] = written;
            return;
        }

        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(declared) ?? declared);
        if (info.Kind == JsonTypeInfoKind.None)
        {
            var json = JsonSerializer.SerializeToElement(content, info);
            data[path] = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        }
        else if (depth < Deepest)
        {
            AddParts(data, info, content, path + ".", culture, depth + 1);
        }
    }

    private static void AddParts(Dictionary<string, string> data, JsonTypeInfo info, object content, string before, Culture culture, int depth)
    {
        switch (content)
        {
            case IDictionary pairs:
                foreach (DictionaryEntry pair in pairs)
                {
                    if (pair.Value is { } part)
                    {
                        Add(data, info.Options, info.ElementType ?? part.GetType(), part, before + Convert.ToString(pair.Key, CultureInfo.InvariantCulture), culture, depth);
                    }
                }

                break;
            case IEnumerable list:
                var at = 0;
                foreach (var part in list)
                {
                    var path = before + at++.ToString(CultureInfo.InvariantCulture);
                    if (part is not null)
                    {
                        Add(data, info.Options, info.ElementType ?? part.GetType(), part, path, culture, depth);
                    }
                }

                break;
            default:
                AddMembers(data, info, content, before, culture, depth);
                break;
        }
    }

    private static bool IsWhole(Type type) => type == typeof(string) || type == typeof(Money) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(DateTime)
        || type == typeof(bool) || type == typeof(Guid) || type == typeof(Uri) || IsNumber(type);

    private static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static string? Written(object content, Culture culture) => content switch
    {
        string text => text,
        Money money => culture.Format(money),
        DateOnly date => culture.Format(date),
        DateTimeOffset instant => culture.Format(DateOnly.FromDateTime(instant.DateTime)),
        DateTime instant => culture.Format(DateOnly.FromDateTime(instant)),
        bool flag => flag ? "true" : "false",
        Guid id => id.ToString(),
        Uri address => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString,
        float number => Written((double)number, culture),
        double number => Math.Abs(number) < 1e27 ? culture.Format((decimal)number) : number.ToString(CultureInfo.InvariantCulture),
        IConvertible number when IsNumber(number.GetType()) => culture.Format(number.ToDecimal(CultureInfo.InvariantCulture)),
        _ => null,
    };
}
