using System.Diagnostics;
using System.Text.Json;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Mailgun;

/// <summary>Reads multipart/form-data with Python's parser, which nobody here wrote.</summary>
internal static class PythonForm
{
    private const string Script = """
        import sys, json, email, email.policy
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.HTTP)
        assert m.get_content_type() == 'multipart/form-data' and not m.defects, m.defects
        fields = [[p.get_param('name', header='content-disposition'), p.get_payload(decode=True).decode('utf-8')] for p in m.iter_parts()]
        sys.stdout.write(json.dumps(fields))
        """;

    public static async Task<List<(string Name, string Value)>> ReadAsync(ProviderRequest request)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"Content-Type: {request.Header("Content-Type")}\r\n\r\n"), TestContext.Current.CancellationToken);
        await python.StandardInput.BaseStream.WriteAsync(request.Body, TestContext.Current.CancellationToken);
        python.StandardInput.Close();
        var fields = await JsonSerializer.DeserializeAsync<string[][]>(python.StandardOutput.BaseStream, cancellationToken: TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, python.ExitCode);
        return [.. fields!.Select(field => (field[0], field[1]))];
    }
}
