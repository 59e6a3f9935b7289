using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/personas.md, compiled here and run by <see cref="PersonaSamplesTests"/>.</summary>
internal static class PersonaSamples
{
    internal static void Describe(IServiceCollection services, IConfiguration configuration)
    {
        #region DescribePersonas
        var kids = new Topic("kids");
        var parent = new Persona
        {
            Id = new PersonaId("parent"),
            Name = "Young parent",
            Demographics = new PersonaDemographics { AgeFrom = 25, AgeTo = 45, Countries = ["DE", "AT"] },
            Traits = ["plans ahead"],
            Motivations = ["that it lasts"],
            PainPoints = ["queues", "returns by post"],
            Channels = new Dictionary<Channel, int> { [Channel.Email] = 60, [Channel.WhatsApp] = 30, [Channel.Sms] = -40 },
            When = Facts.Customer.Spent >= Money.Of(200, "EUR") & Facts.Customer.Country == "DE",
            Evidence =
            [
                PersonaEvidence.Of(kids, 30),                                                        // anything about kids
                PersonaEvidence.Of(TouchpointType.ItemSaved, 20).About(kids),                        // and saving it is more
                PersonaEvidence.Of(new AcquisitionSource { Source = "mumsnet" }, 80),
                PersonaEvidence.Of(ReceiptKind.Clicked, 15).On(Channel.Email),
                PersonaEvidence.Of(new SurveyId("welcome"), "children", "yes", 300),
            ],
        };
        var grandparent = new Persona
        {
            Id = new PersonaId("grandparent"),
            Name = "Grandparent",
            BasedOn = parent.Id,                                                                     // what is not stated here is taken from there
            Demographics = new PersonaDemographics { AgeFrom = 55 },
            Channels = new Dictionary<Channel, int> { [Channel.WhatsApp] = -20 },
        };
        services.AddOmniChannel(configuration).AddPersona(parent).AddPersona(grandparent);
        #endregion
    }

    internal static void Ask(IServiceCollection services, IConfiguration configuration, FlagFact hasChildren)
    {
        #region AskSurvey
        var survey = new Survey
        {
            Id = new SurveyId("welcome"),
            Title = "Two quick questions",
            Questions =
            [
                SurveyQuestion.YesNo("children", "Do you shop for children?") with { Fact = hasChildren },  // becomes a fact for rules
                SurveyQuestion.SingleChoice("size", "Which size?", SurveyOption.Of("s", "Small"), SurveyOption.Of("l", "Large")),
            ],
        };
        services.AddOmniChannel(configuration).AddSurvey(survey).AddCampaign(new Campaign
        {
            Id = new CampaignId("welcome-survey"),
            Name = "Welcome survey",
            Variants = [survey.ToVariant(Channel.Email, "https://shop.example/survey/{{message.token}}"), survey.ToVariant(Channel.Sms), survey.ToVariant(Channel.Website)],
        });
        #endregion
    }

    internal static async Task ExplainAsync(OmniChannelRuntime omni, TextWriter console)
    {
        #region ExplainPersonas
        PersonaExplanation why = await omni.Personas.ExplainAsync(new CustomerId("anna"));
        console.WriteLine(why);                                    // in words
        foreach (var reason in why.Personas[0].Reasons)            // and as values: what, points, times, trust, age, worth
        {
            console.WriteLine($"{reason.Kind} {reason.Points} {reason.Trust} {reason.DaysAgo} {reason.Worth}");
        }
        #endregion
    }

    internal static void ReadSource(TextWriter console)
    {
        #region ReadSource
        var read = AcquisitionSource.Read("https://shop.example/sale?utm_source=news&utm_medium=email&gclid=Cj0K", "https://www.google.com/");
        console.WriteLine(read.Problem ?? read.Source?.ToString() ?? "a direct visit");
        #endregion
    }

    internal static Persona Seek(IReadOnlyList<CustomerProfile> customers, IReadOnlyList<int?> answered, TextWriter console)
    {
        #region SeekPersonas
        var found = PersonaProposals.Seek(
        [
            PersonaColumn.Amount(Facts.Customer.Spent, [.. customers.Select(one => one.Spent)]),
            PersonaColumn.Text(Facts.Customer.PurchaseChannel, [.. customers.Select(one => one.PurchaseChannel?.Name)]),
            PersonaColumn.Flag(Facts.Customer.IsNew, [.. customers.Select(one => one.IsNew)]),
            PersonaColumn.Answers(Channel.Email, answered),            // of a thousand e-mails, how many each customer answered
        ]);
        console.WriteLine(found);                                      // read it before you believe it
        Persona accepted = found.Proposals[0].Accept(new PersonaId("web-buyer"), "Buys on the web");
        #endregion
        return accepted;
    }

    internal static async Task TakeAsync(OmniChannelRuntime omni, TimeProvider clock, DateTimeOffset askedAt, TextWriter console)
    {
        #region TakeAnswer
        var reply = new SurveyReply { Customer = new CustomerId("anna"), At = clock.GetUtcNow(), Source = "/webhooks/sms", Id = "SM0815", Run = "delivery-17", Channel = Channel.Sms };
        var result = await omni.Surveys.ReplyAsync(new SurveyId("welcome"), "2", askedAt, reply);
        console.WriteLine(result.Problem ?? $"{result.Answer!.Question}: {string.Join(", ", result.Answer.Said)}; next: {result.Next?.Text ?? "nothing"}");
        #endregion
    }
}
