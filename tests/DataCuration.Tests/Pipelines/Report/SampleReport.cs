using DataCuration.Documents;
using DataCuration.Pipelines.Report;
using DataCuration.Pipelines.Report.Model;

namespace DataCuration.Tests.Pipelines.Report;

/// <summary>A synthetic run with realistic numbers: four quality pools, a law with half-lives, a frontier with its transitions.</summary>
internal static class SampleReport
{
    private static readonly string[] Names = ["q1", "q2", "q3", "q4"];
    private static readonly double[] Unique = [1.9e6, 2.1e6, 2.0e6, 2.2e6];
    private static readonly double[] Utility = [1, 0.82, 0.55, 0.21];
    private static readonly double[] HalfLife = [3.1, 2.6, 1.9, 1.2];

    /// <summary>The model; every part filled.</summary>
    public static ReportModel Create() => new()
    {
        Name = "quickstart",
        Counts = new KeyCounts
        {
            DocumentsRead = 27_851,
            DocumentsKept = 14_208,
            DocumentsDropped = 13_602,
            DocumentsQuarantined = 41,
            TokensKept = 8.2e6,
            ProbesTrained = 21,
            ProbeFlops = 4.6e12,
        },
        Mix = Mix(),
        Slider = new SliderModel
        {
            LossUnit = "bits per byte",
            Irreducible = 1.1,
            Scale = 0.9,
            Exponent = 0.28,
            Dilution = 0.4,
            Unit = 1e6,
            Pools = [.. Names.Select((name, i) => new SliderPool(name, Unique[i], Utility[i], HalfLife[i]))],
            TokensPerParameter = 20,
            Budget = 1e14,
            From = 1e14 / 900,
            To = 9e16,
            SupportedTokens = 1e7,
        },
        Frontier = Frontier(),
        Law = Law(),
        Order = new PoolOrderModel(
            8,
            [new PoolOrderStep("q1", "q2", 0.031, 0.998, false), new PoolOrderStep("q2", "q3", 0.004, 0.71, true), new PoolOrderStep("q3", "q4", 0.102, 1, false)],
            [("encyclopaedia", 6.1), ("forum", 1.2), ("manuals", null)],
            "With 3 seeds of each pool, differences of 0.0041 bits a byte or more are found with 80 % power (one-sided 5 %).")
        {
            Questions = [new QuestionRow("endings", "q1", 1.204, 0.271, 0.302, 0.25, 330), new QuestionRow("endings", "q2", 1.219, 0.268, 0.291, 0.25, 330), new QuestionRow("sums", "q1", 2.51, null, null, null, 41)],
        },
        Costs = [new CostItem("pool q1", 1.9e6, 3.6e12), new CostItem("held-out mixture equal", 4.4e5, 8.4e11)],
        Funnel = Funnel(),
        Scores = Scores(),
        Duplicates = Duplicates(),
        Rephrasing = new RephrasingModel
        {
            Styles = [new RephrasedStyle("easy", 1000, 801, 150, 9, 40)],
            Reasons =
            [
                new RephrasingReason("filtered:numbers", 150, [new RephrasingSample(Id(31), "easy", 0.25, "The tower was built in 1931.", "It was built in 1913.")]),
                new RephrasingReason("dropped:too-short", 40, []),
                new RephrasingReason("failed:http-500", 9, [new RephrasingSample(Id(32), "easy", null, "The bridge is closed.", "The server gave no reason.")]),
            ],
        },
        Examples = Examples(),
        Quarantine = Quarantine(),
        Provenance = Provenance(),
    };

    /// <summary>A model of a run that stopped early: every optional part missing.</summary>
    public static ReportModel Empty() => new()
    {
        Name = "empty",
        Counts = new KeyCounts { DocumentsRead = 0, DocumentsKept = 0, DocumentsDropped = 0, DocumentsQuarantined = 0, TokensKept = 0 },
        Provenance = new ProvenanceModel { RecipeJson = "{}", Seed = 1 },
    };

    /// <summary>A model that strains the layout: twelve pools with long names, transitions side by side, one source of each extreme.</summary>
    public static ReportModel Crowded()
    {
        ReportModel model = Create();
        string[] names = [.. Enumerable.Range(1, 12).Select(i => $"rephrased wikipedia-style question {i}")];
        FrontierModel frontier = model.Frontier!;
        MixModel mix = model.Mix!;
        LawModel law = model.Law!;
        return model with
        {
            Name = "a-name-that-is-much-longer-than-any-name-should-be-but-somebody-will-choose-it",
            Mix = mix with { Pools = [.. names.Select((n, i) => mix.Pools[i % 4] with { Name = n, Share = 1 / 12.0, Epochs = i < 8 ? 1.5 + i : 0 })] },
            Frontier = frontier with
            {
                PoolNames = names,
                Points = [.. frontier.Points.Select(p => p with
                {
                    Epochs = [.. names.Select((_, i) => p.Epochs[i % 4] * (1 + (i / 40.0)))],
                    Shares = [.. names.Select((_, i) => p.Shares[i % 4] / 3)],
                })],
                Baselines = [.. frontier.Baselines, .. frontier.Baselines.Select(b => b with { Name = b.Name + " with a cap of four" })],
                Transitions = [.. Enumerable.Range(0, 14).Select(i => new FrontierTransition(new Estimate(2.8e13 * Math.Pow(1.05, i)), $"change {i + 1}"))],
            },
            Law = law with { Pools = [.. names.Select((n, i) => law.Pools[i % 4] with { Name = n, UniqueTokens = 1e5 * (i + 1) })] },
            Scores = model.Scores! with
            {
                Score = model.Scores!.Score! with
                {
                    Sources = [.. names.Select((n, i) => (n, model.Scores.Score!.Sources[i % 3].Counts))],
                    PoolEdges = [.. Enumerable.Range(0, 11).Select(i => (0.2 + (i * 0.01), $"pool {i + 1} | pool {i + 2}"))],
                },
            },
            Funnel = model.Funnel with { Steps = [.. model.Funnel.Steps.Select(s => s with { Name = s.Name + " and all that was asked for by name" })] },
        };
    }

    /// <summary>A document's id made from a number.</summary>
    public static DocumentId Id(long n) => DocumentId.Create("web", "web/part-0001.warc.gz", n);

    private static MixModel Mix() => new()
    {
        BudgetFlops = 3e13,
        BudgetTokens = 10.2e6,
        ModelParameters = 490_000,
        PredictedLoss = new Estimate(2.310, 2.281, 2.352),
        ProbabilityBest = 0.783,
        Pools =
        [
            new MixPool { Name = "q1", Documents = 2_911, UniqueTokens = 1.9e6, MixTokens = 7.05e6, Epochs = 3.71, Share = 0.691, MarginalUtility = 0.4921 },
            new MixPool { Name = "q2", Documents = 3_470, UniqueTokens = 2.1e6, MixTokens = 3.15e6, Epochs = 1.5, Share = 0.309, MarginalUtility = 0.4921 },
            new MixPool { Name = "q3", Documents = 3_713, UniqueTokens = 2.0e6, MixTokens = 0, Epochs = 0, Share = 0, MarginalUtility = 0.48 },
            new MixPool { Name = "q4", Documents = 4_114, UniqueTokens = 2.2e6, MixTokens = 0, Epochs = 0, Share = 0, MarginalUtility = 0.21 },
        ],
        Baselines =
        [
            new MixBaseline { Name = "everything once", PredictedLoss = new Estimate(2.351, 2.317, 2.394), Difference = new Estimate(0.041, 0.018, 0.066), IsReference = true },
            new MixBaseline { Name = "best single pool (q1)", PredictedLoss = new Estimate(2.322, 2.291, 2.371), Difference = new Estimate(0.012, -0.004, 0.031) },
            new MixBaseline { Name = "uniform over pools", PredictedLoss = new Estimate(2.349, 2.315, 2.391) },
            new MixBaseline { Name = "proportional to size", PredictedLoss = new Estimate(2.3506, 2.316, 2.393) },
            new MixBaseline { Name = "UniMax, 4 epochs", PredictedLoss = new Estimate(2.344, 2.311, 2.388) },
        ],
        Caveats =
        [
            new MixCaveat(CaveatKind.Extrapolated, "The budget is 6.4 times the largest measured one."),
            new MixCaveat(CaveatKind.Tie, "Pool q1 alone is 0.012 worse, with an interval that includes 0."),
        ],
    };

    private static FrontierModel Frontier()
    {
        var points = new List<FrontierPoint>();
        var once = new List<double>();
        var single = new List<double>();
        var uniMax = new List<double>();
        for (int i = 0; i < 33; i++)
        {
            double flops = 1e12 * Math.Pow(10, i * 3.0 / 32);
            double tokens = 10.2e6 * Math.Sqrt(flops / 3e13);
            double[] drawn = Fill(tokens);
            double loss = Loss(drawn);
            double spread = 0.012 + (0.02 * Math.Abs(Math.Log10(flops / 5e12)));
            points.Add(new FrontierPoint
            {
                BudgetFlops = flops,
                Tokens = tokens,
                Loss = new Estimate(loss, loss - spread, loss + (1.4 * spread)),
                Epochs = [.. drawn.Select((d, p) => d / Unique[p])],
                Shares = [.. drawn.Select(d => d / tokens)],
                ProbabilityBest = 0.6 + (0.3 * Math.Cos(i / 4.0)),
                RunnerUp = "UniMax, +0.021",
            });
            once.Add(Loss([.. Unique.Select(u => u * tokens / Unique.Sum())]));
            single.Add(Loss([tokens, 0, 0, 0]));
            uniMax.Add(tokens > 4 * Unique.Sum() ? double.NaN : Loss([tokens / 4, tokens / 4, tokens / 4, tokens / 4]));
        }

        return new FrontierModel
        {
            PoolNames = Names,
            Points = points,
            Baselines = [new FrontierBaseline("best single pool", single), new FrontierBaseline("everything once", once), new FrontierBaseline("UniMax, 4 epochs", uniMax)],
            Transitions =
            [
                new FrontierTransition(new Estimate(1.9e12, 1.2e12, 2.6e12), "pool q2 enters beside q1"),
                new FrontierTransition(new Estimate(1.05e13, 7e12, 1.5e13), "pool q3 enters"),
                new FrontierTransition(new Estimate(1.31e14, 8e13, 2.4e14), "pool q4 enters"),
            ],
            ChosenBudgetFlops = 3e13,
            SupportedBudgetFlops = 1.9e14,
        };
    }

    private static double Worth(int pool, double epochs)
    {
        double q = Math.Pow(2, -1 / HalfLife[pool]);
        double whole = Math.Floor(epochs);
        return ((1 - Math.Pow(q, whole)) / (1 - q)) + ((epochs - whole) * Math.Pow(q, whole));
    }

    private static double Loss(double[] drawn) =>
        0.9 + (31 * Math.Pow(Enumerable.Range(0, 4).Sum(p => Utility[p] * Unique[p] * Worth(p, drawn[p] / Unique[p])), -0.2));

    private static double[] Fill(double tokens)
    {
        var drawn = new double[4];
        const int Steps = 200;
        for (int i = 0; i < Steps; i++)
        {
            int best = Enumerable.Range(0, 4).MaxBy(p => Utility[p] * Math.Pow(2, -Math.Floor(drawn[p] / Unique[p]) / HalfLife[p]));
            drawn[best] += tokens / Steps;
        }

        return drawn;
    }

    private static LawModel Law()
    {
        double[] epochs = [0.5, 1, 2, 4, 8];
        const double Drawn = 200_000;
        return new LawModel
        {
            Law = "qqt-ed",
            Formula = "loss = d + A · (Σ ρᵢ Uᵢ g(Tᵢ / Uᵢ; τᵢ))^−β",
            ObservationCount = 20,
            ResidualRms = 0.00413,
            Starts = (61, 64),
            Pools = [.. Enumerable.Range(0, 4).Select(p => new LawPool
            {
                Name = Names[p],
                UniqueTokens = Drawn,
                Utility = Utility[p],
                HalfLifeEpochs = HalfLife[p],
                Curve = [.. Enumerable.Range(0, 41).Select(i => 0.4 * Math.Pow(25, i / 40.0)).Select(e => (e * Drawn, ProbeLoss(p, e)))],
                Points = [.. epochs.Select((e, i) => new LawPoint(e * Drawn, e, ProbeLoss(p, e) + (0.011 * Math.Sin((7 * p) + (3 * i))), ProbeLoss(p, e), i == 4 && p == 1))],
            })],
            Parameters =
            [
                new LawParameter { Symbol = "A", Meaning = "scale of the reducible loss", Value = new Estimate(31.02, 24.1, 40.7), Status = Identifiability.Weak },
                new LawParameter { Symbol = "β", Meaning = "how fast loss falls with effective tokens", Value = new Estimate(0.2013, 0.178, 0.226) },
                new LawParameter { Symbol = "d", Meaning = "loss that no amount of this data removes", Value = new Estimate(0.9), Status = Identifiability.Fixed },
                .. Names.Select((n, p) => new LawParameter { Symbol = $"ρ[{n}]", Meaning = "worth of a fresh token relative to q1", Value = new Estimate(Utility[p], Utility[p] * 0.93, Utility[p] * 1.08) }),
                .. Names.Select((n, p) => new LawParameter
                {
                    Symbol = $"τ[{n}]",
                    Meaning = "repetitions after which a token’s worth has halved",
                    Value = new Estimate(HalfLife[p], HalfLife[p] * 0.7, HalfLife[p] * 1.6),
                    Status = p == 3 ? Identifiability.NotIdentified : Identifiability.Identified,
                }),
            ],
            Backtests =
            [
                new LawBacktest("q1-s1-e8", new Estimate(3.021, 2.99, 3.06), 3.034),
                new LawBacktest("q2-s1-e8", new Estimate(3.215, 3.18, 3.26), 3.207),
            ],
            HoldOuts = new LawHoldOuts(
                [
                    new LawHeldOutRun("all pools, equal shares", 2e5, new Estimate(3.121, 3.09, 3.16), 3.134, 3.201),
                    new LawHeldOutRun("better pools repeated more", 4e5, new Estimate(3.015, 2.98, 3.06), 3.107, 3.11),
                ],
                "Of 12 pairs of candidates the law orders 11 as measured. The mix follows the law."),
        };
    }

    private static double ProbeLoss(int pool, double epochs) => 0.9 + (31 * Math.Pow(Utility[pool] * 2e5 * Worth(pool, epochs), -0.2));

    private static FunnelModel Funnel() => new()
    {
        Steps =
        [
            new FunnelStep { Name = "read", Documents = 27_851, TextBytes = 105_800_000 },
            new FunnelStep { Name = "ingested", Documents = 27_810, TextBytes = 105_100_000, Reasons = [new FunnelReason { Rule = "quarantined", Documents = 41 }] },
            new FunnelStep
            {
                Name = "after the rules",
                Documents = 18_344,
                TextBytes = 61_400_000,
                Reasons =
                [
                    new FunnelReason { Rule = "gopherQuality.minWords", Documents = 4_212, MedianValue = 21, Threshold = 50 },
                    new FunnelReason { Rule = "c4.minSentences", Documents = 2_006, MedianValue = 1, Threshold = 3 },
                    new FunnelReason { Rule = "gopherRepetition.duplicateLineFraction", Documents = 1_733, MedianValue = 0.4417, Threshold = 0.3 },
                    new FunnelReason { Rule = "fineWeb.linePunctuationRatio", Documents = 1_515, MedianValue = 0.0512, Threshold = 0.12 },
                ],
            },
            new FunnelStep
            {
                Name = "after duplicates",
                Documents = 14_208,
                TextBytes = 38_900_000,
                Tokens = 8.2e6,
                Reasons = [new FunnelReason { Rule = "minHash", Documents = 3_011, MedianValue = 0.9107, Threshold = 0.75 }, new FunnelReason { Rule = "exact", Documents = 1_125 }],
            },
            new FunnelStep { Name = "in the mix", Documents = 6_381, TextBytes = 18_900_000, Tokens = 4.0e6, Reasons = [new FunnelReason { Rule = "pool not used by the mix", Documents = 7_827 }] },
        ],
        Sources =
        [
            new FunnelSource("web", [24_100, 24_061, 14_900, 11_035, 3_617], 4.4e6),
            new FunnelSource("books", [812, 812, 790, 782, 760], 3.1e6),
            new FunnelSource("documentation", [2_939, 2_937, 2_654, 2_391, 2_004], 2.7e6),
        ],
    };

    private static long[] Bell(int bins, double centre, double width, double scale) =>
        [.. Enumerable.Range(0, bins).Select(i => (long)Math.Round(scale * Math.Exp(-Math.Pow((((i + 0.5) / bins) - centre) / width, 2))))];

    private static ScoresModel Scores() => new()
    {
        Classifier = new ClassifierModel
        {
            Name = "Logistic regression over hashed word and character n-grams",
            TrainingDocuments = (782, 3_128),
            Auc = new Estimate(0.947, 0.938, 0.956),
            Calibration = [.. Enumerable.Range(0, 5).Select(i => new CalibrationBin(i / 5.0, (i + 1) / 5.0, 412 - (i * 61), (i + 0.5) / 5, ((i + 0.5) / 5) + (0.03 * Math.Sin(i * 2.0))))],
        },
        Score = new ScoreDistribution
        {
            Column = "quality.classifier",
            Edges = [.. Enumerable.Range(0, 41).Select(i => i / 40.0)],
            Sources = [("web", Bell(40, 0.22, 0.2, 900)), ("books", Bell(40, 0.84, 0.12, 70)), ("documentation", Bell(40, 0.55, 0.22, 130))],
            PoolEdges = [(0.71, "q1 | q2"), (0.44, "q2 | q3"), (0.21, "q3 | q4")],
        },
        Metrics =
        [
            new MetricDistribution { Metric = "words", Edges = [.. Enumerable.Range(0, 31).Select(i => 5 * Math.Pow(10, i * 4 / 30.0))], Counts = Bell(30, 0.48, 0.2, 2100), Thresholds = [(50, "at least 50")], IsLogarithmic = true },
            new MetricDistribution { Metric = "duplicateLineFraction", Edges = [.. Enumerable.Range(0, 26).Select(i => i / 25.0)], Counts = Bell(25, 0.0, 0.25, 6200), Thresholds = [(0.3, "at most 0.3")] },
            new MetricDistribution { Metric = "meanWordLength", Unit = "letters", Edges = [.. Enumerable.Range(0, 29).Select(i => i * 0.5)], Counts = Bell(28, 0.35, 0.07, 5400), Thresholds = [(3, "at least 3"), (10, "at most 10")] },
            new MetricDistribution { Metric = "linePunctuationRatio", Edges = [.. Enumerable.Range(0, 26).Select(i => i / 25.0)], Counts = Bell(25, 0.8, 0.5, 1500), Thresholds = [(0.12, "at least 0.12")] },
        ],
    };

    private static DuplicatesModel Duplicates() => new()
    {
        ExactDropped = 1_125,
        NearDropped = 3_011,
        ClusterCount = 1_904,
        Clusters = [.. Enumerable.Range(0, 4).Select(i => new DuplicateCluster
        {
            Size = 96 - (i * 17),
            Survivor = new ClusterDocument(Id(i * 10), "web", 4_812 - i, "This website uses cookies so that we can give you the best experience. By continuing to browse the site you agree to our use of cookies. " +
                "You can change your settings at any time; some parts of the site may then not work as they should. Read our policy for how long each cookie is kept, what it is for and who else can read it. " +
                "We also share information about your use of our site with our analytics partners, who may combine it with other information."),
            Others =
            [
                new ClusterDocument(Id((i * 10) + 1), "web", 4_790, "This website uses cookies so that we can give you a better experience. By continuing you agree to our use of cookies.", 0.9643),
                new ClusterDocument(Id((i * 10) + 2), "documentation", 3_011, "This website uses cookies. By continuing to browse the site you agree to them.", 0.8125),
            ],
        })],
    };

    private static IReadOnlyList<ExampleGroup> Examples() =>
    [
        new ExampleGroup
        {
            Reason = "pool q1",
            IsKept = true,
            Documents = 2_911,
            Examples = [new ExampleDocument(Id(101), "books", "It was late in the year when the survey party reached the head of the valley. The river, which the maps showed as a thin blue line, was in truth a braided plain of gravel half a mile across.\n\nThey camped on the only island that had trees.", 0.9312)],
        },
        new ExampleGroup
        {
            Reason = "gopherQuality.minWords",
            IsKept = false,
            Documents = 4_212,
            Examples =
            [
                new ExampleDocument(Id(102), "web", "Home | About | Contact | Log in", 7, 50),
                new ExampleDocument(Id(103), "web", "<script>alert(\"x\")</script> & 'quotes' \u202Eturned\u0001", 4, 50),
            ],
        },
        new ExampleGroup
        {
            Reason = "gopherRepetition.duplicateLineFraction",
            IsKept = false,
            Documents = 1_733,
            Examples = [new ExampleDocument(Id(104), "web", "Add to basket\nAdd to basket\nAdd to basket\n€ 12.99\nAdd to basket", 0.6, 0.3)],
        },
    ];

    private static QuarantineModel Quarantine() => new()
    {
        Codes = [new QuarantineCode("DC1004", 33), new QuarantineCode("DC1011", 8)],
        Examples =
        [
            new QuarantineExample("DC1004", "data/web/part-0007.jsonl.gz", 1_048_713, "The line is not a JSON object: expected '{', found 'n' at column 1. Mend or remove the line."),
            new QuarantineExample("DC1011", "data/web/CC-MAIN-20260114-00042.warc.gz", 88_310_224, "The record's Content-Length is 20,114 but the file ends after 3,002 bytes. Fetch the file again."),
        ],
    };

    private static ProvenanceModel Provenance() => new()
    {
        RecipeJson = """{"name":"quickstart","sources":[{"name":"web","files":["data/web/*.warc.gz"]},{"name":"books","files":["data/books/*.jsonl.gz"]}],"mix":{"budget":3e13,"law":"qqt-ed"}}""",
        Seed = 20_260_114,
        ProbeDevice = "cpu, 1 thread",
        Versions = [("curate", "0.1.0"), ("TorchSharp", "0.107.0"), (".NET", "10.0.1")],
        Stages =
        [
            new ProvenanceStage("ingest", "1", 27_851, 12),
            new ProvenanceStage("quality", "3", 27_810, 12),
            new ProvenanceStage("deduplicate", "2", 18_344, 12),
            new ProvenanceStage("pool", "1", 14_208, 12),
        ],
    };
}
