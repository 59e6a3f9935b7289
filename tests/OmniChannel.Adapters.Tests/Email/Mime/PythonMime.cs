using System.Diagnostics;
using System.Text.Json;

namespace OmniChannel.Tests.Email;

/// <summary>Reads e-mail with Python's email package, which nobody here wrote. One process reads many messages.</summary>
internal static class PythonMime
{
    private const string Script = """
        import sys, json, base64, email, email.policy, email.utils, email.header
        def words(s): return str(email.header.make_header(email.header.decode_header(s)))
        def part(p):
            try: text = p.get_content()
            except Exception as e: text = 'ERROR ' + repr(e)
            return {'type': p.get_content_type(), 'charset': p.get_content_charset(), 'encoding': p['Content-Transfer-Encoding'], 'text': text}
        out = []
        for octets in json.load(sys.stdin):
            raw = base64.b64decode(octets)
            m = email.message_from_bytes(raw, policy=email.policy.SMTPUTF8)
            # The newer parser of 3.11 keeps white space between the encoded words of a name (RFC 2047 6.2 drops it); the older one does not.
            old = email.message_from_string(raw.decode('utf-8'))
            leaves = [p for p in m.walk() if not p.is_multipart()]
            defects = [repr(d) for p in m.walk() for d in p.defects] + [repr(d) for k, v in m.items() for d in v.defects]
            def box(name):
                return [{'name': words(n), 'address': a} for n, a in email.utils.getaddresses([h.replace('\r\n', '').replace('\n', '') for h in old.get_all(name, [])])]
            out.append({'type': m.get_content_type(), 'headers': [[k, str(v)] for k, v in m.items()],
                        'from': box('From'), 'to': box('To'), 'parts': [part(p) for p in leaves], 'defects': defects})
        sys.stdout.buffer.write(json.dumps(out).encode('utf-8', 'surrogatepass'))
        """;

    public static async Task<IReadOnlyList<ReadMail>> ReadAsync(IEnumerable<byte[]> messages, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true, ArgumentList = { "-c", Script } };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Needs.Missing("Needs python3, whose email package is the independent judge of our MIME.");
        }

        using (process!)
        {
            await process!.StandardInput.WriteAsync(JsonSerializer.Serialize(messages.Select(Convert.ToBase64String)).AsMemory(), cancellationToken);
            process.StandardInput.Close();
            var read = await JsonSerializer.DeserializeAsync<List<ReadMail>>(process.StandardOutput.BaseStream, JsonSerializerOptions.Web, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.Equal(0, process.ExitCode);
            return read!;
        }
    }

    public static async Task<ReadMail> ReadAsync(byte[] message) => (await ReadAsync([message], TestContext.Current.CancellationToken))[0];
}

internal sealed record ReadMail(string Type, string[][] Headers, ReadMailbox[] From, ReadMailbox[] To, ReadPart[] Parts, string[] Defects)
{
    public string? this[string name] => Headers.SingleOrDefault(header => header[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}

internal sealed record ReadMailbox(string Name, string Address);

internal sealed record ReadPart(string Type, string? Charset, string? Encoding, string Text);
