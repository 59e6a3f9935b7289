namespace OmniChannel.Testing;

public static partial class AdapterConformance
{
    private static IEnumerable<ConformanceCase<AdapterUnderTest>> Addresses() =>
    [
        Case("Account_IsNamed", "An adapter names its channel and its account, and the names stay.", (subject, _) =>
        {
            Expect.That(subject.Adapter.Channel.Name is not null, "The channel is default(Channel).");
            Expect.That(!string.IsNullOrWhiteSpace(subject.Adapter.Account), "The account has no name.");
            Expect.Equal(subject.Adapter.Account, subject.Adapter.Account, "The account asked for again");
            return Task.CompletedTask;
        }),
        Case("CheckAddress_Valid_IsAcceptedAndStaysNormalised", "A valid address has a normalised form; that form passes again and equals itself.", (subject, _) =>
        {
            for (var i = 0; i < subject.ValidAddresses.Count; i++)
            {
                var first = subject.Adapter.CheckAddress(subject.ValidAddresses[i]);
                Expect.That(first.IsValid, $"Valid address number {i + 1} is refused: {first.Problem}");
                var second = subject.Adapter.CheckAddress(first.Normalized!);
                Expect.That(second.IsValid, $"The normalised form of valid address number {i + 1} is refused: {second.Problem}");
                Expect.Equal(first.Normalized, second.Normalized, $"The form of valid address number {i + 1}, normalised again");
            }

            return Task.CompletedTask;
        }),
        Case("CheckAddress_Invalid_SaysWhyWithoutRepeatingIt", "An invalid address is refused with what is wrong, and the address is not repeated.", (subject, _) =>
        {
            foreach (var address in subject.InvalidAddresses)
            {
                var check = subject.Adapter.CheckAddress(address);
                Expect.That(!check.IsValid, $"Invalid address number {At(subject.InvalidAddresses, address)} is accepted.");
                Expect.That(!string.IsNullOrWhiteSpace(check.Problem), "No problem is named.");
                Expect.That(address.Trim().Length < 4 || !check.Problem!.Contains(address, StringComparison.OrdinalIgnoreCase), "The problem repeats the address, which would bring it into logs.");
            }

            return Task.CompletedTask;
        }),
        Case("CheckAddress_Injection_IsRefused", "An address with a line break or NUL in it is refused: it would put headers of its own into a message.", (subject, _) =>
        {
            foreach (var address in subject.ValidAddresses)
            {
                foreach (var injected in new[] { $"{address}\r\nBcc: x@example.org", $"{address}\nBcc: x@example.org", $"x\r\n\r\n{address}", $"{address}\0", $"{address}\rX" })
                {
                    Expect.That(!subject.Adapter.CheckAddress(injected).IsValid, $"Valid address number {At(subject.ValidAddresses, address)} is still accepted with a control character in it.");
                }
            }

            return Task.CompletedTask;
        }),
        Case("CheckAddress_OddText_IsAValue", "Any text gets an answer, never an exception.", (subject, _) =>
        {
            foreach (var odd in new[] { "", " ", "@", "\ud83d", "🛒", new string('a', 100_000), "a b", "%00", "\u202Egro.elpmaxe@ohce" })
            {
                var check = subject.Adapter.CheckAddress(odd);
                Expect.That(check.IsValid || check.Problem is not null, "An answer that is neither valid nor a problem.");
            }

            return Task.CompletedTask;
        }),
        Case("CheckAddress_ManyThreads_AnswerTheSame", "Implementations are called from many threads at once.", async (subject, token) =>
        {
            var expected = subject.Adapter.CheckAddress(subject.ValidAddresses[0]);
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => subject.Adapter.CheckAddress(subject.ValidAddresses[0]), token))).ConfigureAwait(false);
            Expect.That(answers.All(answer => answer == expected), "Threads got different answers to the same address.");
        }),
    ];

    private static int At(IReadOnlyList<string> addresses, string address) => Enumerable.Range(0, addresses.Count).First(i => addresses[i] == address) + 1;
}
