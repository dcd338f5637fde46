using System;
using Shop;

switch (args.Length > 0 ? args[0] : "shop")
{
    case "shop": ShopApp.Run(); break;
    case "first": First.Run(); break;
    case "mistakes": Mistakes.Run(); break;
    case "checks": Checks.Run(); break;
    default: throw new ArgumentException($"There is no program {args[0]}. Say shop, first, mistakes or checks.");
}
