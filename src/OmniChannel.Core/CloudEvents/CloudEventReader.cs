using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>Walks a text of one event or of a batch. Bounded in time and memory by the limits.</summary>
internal ref struct CloudEventReader
{
    /// <summary>Deeper data is skipped and said to be too deep; the JSON reader's own bound only has to be out of the way.</summary>
    private const int OutOfTheWay = 1 << 24;

    private readonly ReadOnlyMemory<byte> _text;
    private readonly CloudEventLimits _limits;
    private readonly int _mark;
    private TextPosition _position;
    private Utf8JsonReader _json;

    public CloudEventReader(ReadOnlyMemory<byte> text, CloudEventLimits limits)
    {
        _text = text;
        _limits = limits;
        _mark = text.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        _position = new TextPosition(text);
        _json = new Utf8JsonReader(text.Span[_mark..], new JsonReaderOptions { MaxDepth = OutOfTheWay });
    }

    public CloudEventReadResult ReadOne()
    {
        if (IsTooLarge() is { } tooLarge)
        {
            return new CloudEventReadResult(null, [tooLarge]);
        }

        try
        {
            _json.Read();
            var result = ReadEvent(0);
            _json.Read();
            return result;
        }
        catch (JsonException)
        {
            return new CloudEventReadResult(null, [Broken(0)]);
        }
    }

    public CloudEventBatch ReadBatch()
    {
        if (IsTooLarge() is { } tooLarge)
        {
            return new CloudEventBatch([], tooLarge);
        }

        var events = new List<CloudEventReadResult>();
        try
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.StartArray)
            {
                return new CloudEventBatch([], At(0, Offset, CloudEventProblemCode.WrongType, null, "A list of events was expected."));
            }

            while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            {
                if (events.Count == _limits.MaxEvents)
                {
                    return new CloudEventBatch(events, At(events.Count, Offset, CloudEventProblemCode.TooMany, null, string.Create(CultureInfo.InvariantCulture, $"A batch of at most {_limits.MaxEvents} events is read.")));
                }

                events.Add(ReadEvent(events.Count));
            }

            _json.Read();
            return new CloudEventBatch(events, null);
        }
        catch (JsonException)
        {
            return new CloudEventBatch(events, Broken(events.Count));
        }
    }

    private readonly int Offset => _mark + (int)_json.TokenStartIndex;

    private CloudEventReadResult ReadEvent(int index)
    {
        var start = Offset;
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return new CloudEventReadResult(null, [At(index, start, CloudEventProblemCode.WrongType, null, "An event was expected: a JSON object.")]);
        }

        var parts = new CloudEventParts(_limits, start);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(parts);
        }

        var octets = _mark + (int)_json.BytesConsumed - start;
        if (octets > _limits.MaxEventBytes)
        {
            parts.Wrong(start, CloudEventProblemCode.TooLarge, null, string.Create(CultureInfo.InvariantCulture, $"The event has {octets} octets; at most {_limits.MaxEventBytes} are read."));
        }

        var read = parts.Event();
        var problems = new List<CloudEventProblem>();
        foreach (var (offset, problem) in parts.Problems.OrderBy(static one => one.Offset))
        {
            var (line, column) = _position.At(offset);
            problems.Add(problem with { Index = index, Line = line, Column = column });
        }

        return new CloudEventReadResult(problems.Count == 0 ? read : null, problems);
    }

    private void ReadMember(CloudEventParts parts)
    {
        var offset = Offset;
        var name = TextOf(ref _json);
        _json.Read();
        var value = Offset;
        if (name is CloudEventRules.Data)
        {
            var depth = SkipDeep();
            parts.TakeData(offset, value, _text[value..(_mark + (int)_json.BytesConsumed)], depth);
        }
        else if (name is null)
        {
            _json.Skip();
            parts.Wrong(offset, CloudEventProblemCode.BadName, null, "The name of a member is no well-formed text.");
        }
        else
        {
            var (kind, text) = (_json.TokenType, _json.TokenType is JsonTokenType.String ? TextOf(ref _json) : null);
            if (kind == JsonTokenType.Number && _json.TryGetInt32(out var number) && !_json.ValueSpan.ContainsAny(".eE"u8))
            {
                text = number.ToString(CultureInfo.InvariantCulture);
            }

            _json.Skip();
            parts.Take(name, offset, value, kind, text);
        }
    }

    /// <summary>Passes over a value.</summary>
    /// <returns>How deep it is nested: 0 for a text or a number.</returns>
    private int SkipDeep()
    {
        var (outside, deepest) = (_json.CurrentDepth, 0);
        if (_json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return 0;
        }

        while (_json.Read() && !(_json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray && _json.CurrentDepth == outside))
        {
            deepest = Math.Max(deepest, _json.CurrentDepth - outside);
        }

        return Math.Max(deepest, 1);
    }

    /// <summary>A text; null when it holds half a surrogate pair or is not UTF-8.</summary>
    internal static string? TextOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private CloudEventProblem? IsTooLarge() => _text.Length > _limits.MaxBytes
        ? At(0, 0, CloudEventProblemCode.TooLarge, null, string.Create(CultureInfo.InvariantCulture, $"The text has {_text.Length} octets; at most {_limits.MaxBytes} are read."))
        : null;

    private CloudEventProblem Broken(int index)
    {
        var offset = Math.Min(_mark + (int)_json.BytesConsumed, _text.Length);
        return At(index, offset, CloudEventProblemCode.NotJson, null, _text.Length == _mark ? "The text is empty." : "The text is no JSON near here.");
    }

    private CloudEventProblem At(int index, int offset, CloudEventProblemCode code, string? attribute, string message)
    {
        var (line, column) = _position.At(offset);
        return new CloudEventProblem { Code = code, Message = message, Attribute = attribute, Index = index, Line = line, Column = column };
    }
}
