namespace ImageTextSample;

/// <summary>Captions of the kinds that web pages have: descriptions, titles of products, file names, other languages. Made of parts; nothing is quoted.</summary>
internal static class Captions
{
    private static readonly string[] Things = ["a red bicycle", "an old stone bridge", "two dogs", "a bowl of soup", "a wooden table", "a mountain lake", "a yellow tram", "the harbour", "a pair of boots", "a brick house", "three boats", "a field of sunflowers"];
    private static readonly string[] Places = ["on a rainy street", "in the evening light", "near the old market", "by the river", "in front of a white wall", "on the kitchen counter", "under a cloudy sky", "at the edge of the forest"];
    private static readonly string[] Goods = ["Cotton T-Shirt", "Desk Lamp", "Leather Wallet", "Garden Chair", "Phone Case", "Ceramic Mug", "Running Shoes", "Wall Clock"];
    private static readonly string[] Kinds = ["Men's", "Large", "Set of 2", "Vintage", "Blue", "Size 42", "New", "Waterproof"];
    private static readonly string[] German = ["Ein altes Haus am Rande des Dorfes", "Zwei Kinder spielen im Garten", "Der Hafen von Hamburg im Winter", "Frisches Brot auf einem Holztisch"];
    private static readonly string[] French = ["Une maison ancienne au bord de la rivière", "Deux chiens courent sur la plage", "Le marché du village le dimanche matin", "Une assiette de soupe aux légumes"];
    private static readonly string[] Spanish = ["Una casa antigua junto al río", "Dos perros corren por la playa", "El mercado del pueblo por la mañana", "Un plato de sopa de verduras"];

    /// <summary>A caption, and how well such captions fit their images: the middle of its CLIP scores.</summary>
    public static (string Text, double Fit) Next(ref SplitMix random)
    {
        double kind = random.Unit();
        return kind switch
        {
            < 0.34 => ($"A photo of {Pick(Things, ref random)} {Pick(Places, ref random)}", 0.245),
            < 0.48 => ($"{Upper(Pick(Things, ref random))} {Pick(Places, ref random)}, {random.Below(60) + 1960}", 0.225),
            < 0.70 => ($"{Pick(Kinds, ref random)} {Pick(Goods, ref random)} - {Pick(Kinds, ref random)} | Shop {random.Below(900) + 100}", 0.20),
            < 0.78 => (Pick(German, ref random), 0.17),
            < 0.85 => (Pick(French, ref random), 0.17),
            < 0.91 => (Pick(Spanish, ref random), 0.17),
            < 0.96 => ($"IMG_{random.Below(10_000):D4}.jpg", 0.14),
            < 0.98 => ("image", 0.15),
            _ => ($"{Pick(Goods, ref random)} {Pick(Goods, ref random)}", 0.21),
        };
    }

    private static string Pick(string[] parts, ref SplitMix random) => parts[random.Below(parts.Length)];

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
