using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace OmniChannel;

/// <summary>The members of one event as they are read, and what is wrong with them. Not for several threads.</summary>
internal sealed class CloudEventParts(CloudEventLimits limits, int start)
{
    /// <summary>More problems of one event help nobody.</summary>
    private const int MostProblems = 20;

    private static readonly string[] Required = [CloudEventRules.Version, CloudEventRules.Id, CloudEventRules.Source, CloudEventRules.Type];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CloudEventValue> _extensions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(int Offset, CloudEventProblem Problem)> _problems = [];
    private (int Offset, ReadOnlyMemory<byte> Json)? _data;
    private (int Offset, string Text)? _base64;

    public IReadOnlyList<(int Offset, CloudEventProblem Problem)> Problems => _problems;

    public void Wrong(int offset, CloudEventProblemCode code, string? attribute, string message)
    {
        if (_problems.Count < MostProblems)
        {
            _problems.Add((offset, new CloudEventProblem { Code = code, Message = message, Attribute = attribute }));
        }
    }

    /// <summary>Takes a member that is not <c>data</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="offset">Where its name stands.</param>
    /// <param name="at">Where its value stands.</param>
    /// <param name="kind">What the value is.</param>
    /// <param name="text">The text, or the whole number of 32 bits as one; null when it is neither.</param>
    public void Take(string name, int offset, int at, JsonTokenType kind, string? text)
    {
        if (!IsFirst(name, offset) || kind == JsonTokenType.Null)
        {
            return;
        }

        if (name == CloudEventRules.DataBase64)
        {
            TakeBase64(at, kind, text);
        }
        else if (!CloudEventRules.IsTaken(name))
        {
            TakeExtension(name, offset, at, kind, text);
        }
        else if (kind != JsonTokenType.String)
        {
            Wrong(at, CloudEventProblemCode.WrongType, name, "A text was expected.");
        }
        else if (text is not null && text.Length == 0)
        {
            Wrong(at, CloudEventProblemCode.Missing, name, "The text is empty.");
        }
        else if (Fits(name, at, text))
        {
            _texts.Add(name, text!);
        }
    }

    public void TakeData(int offset, int at, ReadOnlyMemory<byte> json, int depth)
    {
        if (!IsFirst(CloudEventRules.Data, offset) || json.Span.SequenceEqual("null"u8))
        {
            return;
        }

        if (depth > limits.MaxDepth)
        {
            Wrong(at, CloudEventProblemCode.TooDeep, CloudEventRules.Data, string.Create(CultureInfo.InvariantCulture, $"The data is nested {depth} deep; at most {limits.MaxDepth} are read."));
        }
        else if (!Utf8.IsValid(json.Span))
        {
            Wrong(at, CloudEventProblemCode.BadValue, CloudEventRules.Data, "The data is not UTF-8.");
        }
        else
        {
            _data = (at, json);
        }
    }

    /// <summary>The event; what it lacks becomes a problem.</summary>
    public CloudEvent? Event()
    {
        foreach (var name in Required)
        {
            if (!_texts.ContainsKey(name) && !_problems.Exists(one => one.Problem.Attribute == name))
            {
                Wrong(start, CloudEventProblemCode.Missing, name, "The attribute is missing.");
            }
        }

        var data = Data();
        return _problems.Count > 0 ? null : new CloudEvent
        {
            Id = _texts[CloudEventRules.Id],
            Source = _texts[CloudEventRules.Source],
            Type = _texts[CloudEventRules.Type],
            Subject = _texts.GetValueOrDefault(CloudEventRules.Subject),
            Time = _texts.TryGetValue(CloudEventRules.Time, out var time) ? CloudEventTime.Parse(time) : null,
            DataContentType = _texts.GetValueOrDefault(CloudEventRules.DataContentType),
            DataSchema = _texts.GetValueOrDefault(CloudEventRules.DataSchema),
            Extensions = _extensions,
            Data = data,
        };
    }

    private bool IsFirst(string name, int offset)
    {
        if (_seen.Add(name))
        {
            return true;
        }

        Wrong(offset, CloudEventProblemCode.Twice, Shown(name), "The member stands twice.");
        return false;
    }

    private void TakeExtension(string name, int offset, int at, JsonTokenType kind, string? text)
    {
        if (!CloudEventRules.IsName(name))
        {
            Wrong(offset, CloudEventProblemCode.BadName, Shown(name), "The name of an attribute has lower-case ASCII letters and digits only; up to 64 of them are read.");
        }
        else if (_extensions.Count == limits.MaxExtensions)
        {
            Wrong(offset, CloudEventProblemCode.TooMany, name, string.Create(CultureInfo.InvariantCulture, $"At most {limits.MaxExtensions} extension attributes are read."));
        }
        else if (kind is JsonTokenType.True or JsonTokenType.False)
        {
            _extensions.Add(name, new CloudEventValue(kind == JsonTokenType.True));
        }
        else if (kind == JsonTokenType.Number && text is not null)
        {
            _extensions.Add(name, new CloudEventValue(int.Parse(text, CultureInfo.InvariantCulture)));
        }
        else if (kind != JsonTokenType.String)
        {
            Wrong(at, CloudEventProblemCode.WrongType, name, "A text, a flag, or a whole number of 32 bits was expected.");
        }
        else if (Fits(name, at, text))
        {
            _extensions.Add(name, new CloudEventValue(text!));
        }
    }

    private void TakeBase64(int at, JsonTokenType kind, string? text)
    {
        if (kind != JsonTokenType.String || text is null || !Base64.IsValid(text))
        {
            Wrong(at, CloudEventProblemCode.BadValue, CloudEventRules.DataBase64, "A text in Base64 (RFC 4648, section 4) was expected.");
        }
        else
        {
            _base64 = (at, text);
        }
    }

    private bool Fits(string name, int at, string? text)
    {
        var problem = text is null ? "The text has half a surrogate pair, or is not UTF-8."
            : text.Length > limits.MaxAttribute ? string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} characters; at most {limits.MaxAttribute} are read.")
            : CloudEventRules.ProblemOf(name, text);
        if (problem is null && name == CloudEventRules.Version && text != CloudEvent.SpecVersion)
        {
            Wrong(at, CloudEventProblemCode.UnknownVersion, name, $"Only version \"{CloudEvent.SpecVersion}\" is read.");
            return false;
        }

        if (problem is not null)
        {
            Wrong(at, CloudEventProblemCode.BadValue, name, problem);
        }

        return problem is null;
    }

    private CloudEventData? Data()
    {
        if (_data is { } both && _base64 is not null)
        {
            Wrong(both.Offset, CloudEventProblemCode.Twice, CloudEventRules.Data, "Data stands in data or in data_base64, not in both.");
            return null;
        }

        if (_base64 is { } encoded)
        {
            return CloudEventData.Binary(Convert.FromBase64String(encoded.Text));
        }

        if (_data is not { } data || CloudEventRules.IsJson(_texts.GetValueOrDefault(CloudEventRules.DataContentType)))
        {
            return _data is { Json: var json } ? CloudEventData.OfJson(json.ToArray()) : null;
        }

        var reader = new Utf8JsonReader(data.Json.Span);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && CloudEventReader.TextOf(ref reader) is { } text)
        {
            return CloudEventData.Text(text);
        }

        Wrong(data.Offset, CloudEventProblemCode.WrongType, CloudEventRules.Data, "The media type is not JSON, so the data is a JSON text, or stands in data_base64.");
        return null;
    }

    private static string Shown(string name) => name.Length <= 64 ? name : string.Concat(name.AsSpan(0, 63), "…");
}
